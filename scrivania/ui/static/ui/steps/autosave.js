// Saves a form marked data-autosave-url two seconds after the last change: a POST of its fields without files.
// 2xx: saved; 409: changed elsewhere, said once and no longer tried; anything else is tried again at the next change.
(() => {
  for (const form of document.querySelectorAll('form[data-autosave-url]')) {
    const status = form.querySelector('[data-step-status]');
    let timer = 0;
    let sending = null;
    const say = (text) => {
      status.textContent = text;
      status.classList.toggle('visually-hidden', text !== status.dataset.conflict);
    };
    const save = async () => {
      const body = new FormData();
      for (const [name, value] of new FormData(form)) if (!(value instanceof File)) body.append(name, value);
      sending = new AbortController();
      try {
        const answer = await fetch(form.dataset.autosaveUrl, { method: 'POST', body, headers: { 'X-Requested-With': 'fetch' }, signal: sending.signal, redirect: 'error' });
        if (answer.status === 409) {
          form.removeEventListener('input', later);
          say(status.dataset.conflict);
        }
        if (!answer.ok) return;
        // The next save must name the version this one made.
        const version = answer.headers.get('X-Draft-Version');
        if (version && form.elements.version) form.elements.version.value = version;
        say(status.dataset.saved);
        form.dispatchEvent(new CustomEvent('scrivania:saved'));
      } catch {
        // No connection: what was typed is still on the page.
      }
    };
    const later = () => { clearTimeout(timer); timer = setTimeout(save, 2000); };
    form.addEventListener('input', later);
    // What is pressed now says more than what autosave would.
    form.addEventListener('submit', () => { clearTimeout(timer); if (sending) sending.abort(); });
  }
})();
