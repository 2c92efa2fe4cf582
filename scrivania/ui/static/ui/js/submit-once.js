// Ignores a second press of the same form while the first is on its way. The server bears repeats too.
(() => {
  const PATIENCE_MS = 5000;
  const sentAt = new WeakMap();
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || event.target.method !== 'post') return;
    const now = Date.now();
    if (now - (sentAt.get(event.target) ?? 0) < PATIENCE_MS) event.preventDefault();
    else sentAt.set(event.target, now);
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of document.forms) sentAt.delete(form);
  });
})();
