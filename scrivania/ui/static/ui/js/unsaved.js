// Warns before leaving a form marked data-warn-unsaved with changes not yet saved.
(() => {
  for (const form of document.querySelectorAll('form[data-warn-unsaved]')) {
    let changed = false;
    form.addEventListener('input', () => { changed = true; });
    form.addEventListener('submit', () => { changed = false; });
    // Sent by a script that saves in the background.
    form.addEventListener('scrivania:saved', () => { changed = false; });
    window.addEventListener('beforeunload', (event) => { if (changed) event.preventDefault(); });
  }
})();
