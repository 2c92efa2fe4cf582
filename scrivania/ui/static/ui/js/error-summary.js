// Moves the focus to the list of errors, so that it is read first; its links focus the field itself.
(() => {
  const summary = document.querySelector('[data-error-summary]');
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
  });
})();
