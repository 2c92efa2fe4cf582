// Gives the question of a confirm box a way back; without a script its own button closes it.
(() => {
  for (const box of document.querySelectorAll('details[data-confirm]')) {
    const cancel = box.querySelector('[data-confirm-cancel]');
    cancel.hidden = false;
    cancel.addEventListener('click', () => {
      box.open = false;
      box.querySelector('summary').focus();
    });
  }
})();
