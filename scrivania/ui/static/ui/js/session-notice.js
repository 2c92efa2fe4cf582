// Tells, three minutes before the end, that the session is about to end, and can keep it alive.
(() => {
  const notice = document.querySelector('[data-session-seconds]');
  const WARN_BEFORE_S = 180;
  let timer;

  const schedule = () => {
    clearTimeout(timer);
    const delay = (Number(notice.dataset.sessionSeconds) - WARN_BEFORE_S) * 1000;
    // setTimeout holds 24.8 days at most: a longer delay would fire at once.
    if (delay > 0 && delay < 2 ** 31) timer = setTimeout(() => { notice.hidden = false; }, delay);
  };

  notice.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch(notice.dataset.sessionRenew, { method: 'HEAD', redirect: 'manual' }).catch(() => null);
    if (answer?.ok) {
      notice.hidden = true;
      schedule();
    }
  });
  schedule();
})();
