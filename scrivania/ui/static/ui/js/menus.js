// An open menu closes on Escape, on a press elsewhere, and when the focus leaves it.
(() => {
  for (const menu of document.querySelectorAll('details[data-close-menu]')) {
    const isElsewhere = (target) => target && !menu.contains(target);
    document.addEventListener('click', (event) => { if (isElsewhere(event.target)) menu.open = false; });
    menu.addEventListener('focusout', (event) => { if (isElsewhere(event.relatedTarget)) menu.open = false; });
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  }
})();
