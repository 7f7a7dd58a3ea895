// Keeps the page as fresh as the database, and lets a form say what it is about to do.
// Without this script every page still works; it is only as old as its last load.
'use strict';

(() => {
  const dot = document.querySelector('.live-dot');
  const gone = document.getElementById('gone');
  let pending = false;
  let dirty = false;

  // Replaces what has changed, except where somebody is writing or looking into something.
  const refresh = async () => {
    if (pending || document.hidden) return;
    pending = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of document.querySelectorAll('[data-live]')) {
        const next = fresh.getElementById(part.id);
        const busy = part.contains(document.activeElement) && document.activeElement !== document.body;
        const typed = [...part.querySelectorAll('textarea, input')].some((field) => field.value !== field.defaultValue);
        if (!next || busy || typed || next.outerHTML === part.dataset.html) continue;
        const open = new Set([...part.querySelectorAll('details[open][id]')].map((details) => details.id));
        const html = next.outerHTML;
        for (const id of open) next.querySelector('#' + CSS.escape(id))?.setAttribute('open', '');
        next.dataset.html = html;
        part.replaceWith(next);
      }
      document.title = fresh.title;
    } finally {
      pending = false;
      if (dirty) {
        dirty = false;
        setTimeout(refresh, 500);
      }
    }
  };

  // A page of a server that is gone must not look like the truth: it says so, and holds what is typed until it is back.
  let again;
  const looks = async () => {
    clearTimeout(again);
    try {
      await fetch('/assets/icon.svg', { cache: 'no-store', signal: AbortSignal.timeout(5000) });
      if (!gone.hidden) {
        gone.hidden = true;
        refresh();
      }
    } catch (_) {
      if (gone.hidden) {
        gone.textContent = 'The assistant has not answered since ' + new Date().toLocaleTimeString()
          + '. This page shows what was so then. What you type is kept, and can be sent when it is back.';
        gone.hidden = false;
      }
      again = setTimeout(looks, 2000);
    }
  };

  if (document.querySelector('[data-live]')) {
    const events = new EventSource('/events');
    events.addEventListener('change', () => {
      if (pending) dirty = true;
      else refresh();
    });
    events.onopen = () => {
      dot?.classList.add('on');
      if (dot) dot.textContent = 'connected';
      looks();
    };
    events.onerror = () => {
      dot?.classList.remove('on');
      if (dot) dot.textContent = 'reconnecting';
      looks();
    };
    document.addEventListener('visibilitychange', refresh);
    addEventListener('pagehide', () => events.close());
  }

  // One click is one decision: buttons rest while the form is on its way.
  document.addEventListener('submit', (event) => {
    if (!gone.hidden) {
      event.preventDefault();
      gone.scrollIntoView();
      return;
    }
    const question = event.submitter?.dataset.ask;
    if (question && !confirm(question)) {
      event.preventDefault();
      return;
    }
    setTimeout(() => event.target.querySelectorAll('button').forEach((button) => { button.disabled = true; }), 0);
  });
  addEventListener('pageshow', () => document.querySelectorAll('button[disabled]').forEach((button) => { button.disabled = false; }));

  // "/" goes to the search, as people expect.
  document.addEventListener('keydown', (event) => {
    const search = document.querySelector('input[type="search"]');
    if (event.key === '/' && search && !event.target.closest('input, textarea, select')) {
      event.preventDefault();
      search.focus();
    }
  });
})();
