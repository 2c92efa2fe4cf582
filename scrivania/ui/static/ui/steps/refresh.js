// When an answer changes what else is asked, asks the server for the fields again: a POST to data-refresh-url that
// answers the new inside of [data-step-fields] as HTML. Without it the next step asks what was missing.
(() => {
  // Nothing is taken from under a finger: between press and release the page stays as it is.
  let released = Promise.resolve();
  window.addEventListener('pointerdown', () => {
    released = new Promise((resolve) => {
      for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => setTimeout(resolve), { once: true });
    });
  }, true);
  for (const form of document.querySelectorAll('form[data-refresh-url]')) {
    const fields = form.querySelector('[data-step-fields]');
    let typed = false;
    let latest = 0;
    const withoutFiles = () => {
      const body = new FormData();
      for (const [name, value] of new FormData(form)) if (!(value instanceof File)) body.append(name, value);
      return body;
    };
    const replace = (html) => {
      const focused = document.activeElement && document.activeElement.id;
      // A chosen file can't be put into another control: those that stay are moved over as they are.
      const fresh = new DOMParser().parseFromString(html, 'text/html');
      for (const input of fields.querySelectorAll('input[type="file"]')) {
        const twin = input.files.length && fresh.getElementById(input.id);
        if (twin) twin.replaceWith(input);
      }
      fields.replaceChildren(...fresh.body.childNodes);
      const again = focused && document.getElementById(focused);
      if (again) again.focus({ preventScroll: true });
    };
    const ask = async () => {
      const mine = ++latest;
      typed = false;
      try {
        const answer = await fetch(form.dataset.refreshUrl, { method: 'POST', body: withoutFiles(), headers: { 'X-Requested-With': 'fetch' }, redirect: 'error' });
        const html = answer.ok ? await answer.text() : null;
        await released;
        // Answers may come in another order than they were asked for.
        if (mine !== latest) return;
        // What was typed while waiting isn't in the answer: ask again with it.
        if (typed) ask(); else if (html !== null) replace(html);
      } catch {
        // No connection: the page stays as it is.
      }
    };
    form.addEventListener('input', () => { typed = true; });
    form.addEventListener('change', (event) => { if (event.target.matches('[data-refreshes]')) ask(); });
  }
})();
