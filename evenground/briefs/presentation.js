(() => {
  const { titles, notes, words } = JSON.parse(document.getElementById('eg-data').textContent);
  const slides = [...document.querySelectorAll('.eg-slide')];
  const panel = document.querySelector('.eg-notes'), count = document.querySelector('.eg-count');
  const isNotes = location.hash === '#notes';
  let at = 0, other = isNotes ? window.opener : null, still;
  document.body.classList.add('eg-live');

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const asked = () => { const n = parseInt(location.hash.slice(1), 10); return n >= 1 && n <= slides.length ? n - 1 : 0; };

  function show(to, tell = true) {
    at = Math.max(0, Math.min(slides.length - 1, to));
    slides.forEach((slide, n) => { slide.hidden = n !== at; });
    count.textContent = fill(words.slide, { at: at + 1, of: slides.length });
    panel.querySelector('.eg-at').textContent = `${count.textContent}: ${titles[at]}`;
    panel.querySelector('.eg-note').textContent = notes[at] || words.no_notes;
    panel.querySelector('.eg-next').textContent = at + 1 < titles.length ? fill(words.next_up, { headline: titles[at + 1] }) : words.end;
    if (!isNotes) { history.replaceState(null, '', '#' + (at + 1)); slides[at].focus({ preventScroll: true }); slides[at].scrollTop = 0; }
    if (tell && other && !other.closed) other.postMessage({ slide: at }, '*');
  }

  function openNotes() {
    if (isNotes) return;
    const opened = window.open(location.href.split('#')[0] + '#notes', 'evenground-notes', 'popup,width=900,height=700');
    if (opened) other = opened; else panel.hidden = !panel.hidden;  // no second window here: below the slide
  }

  const fullScreen = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen().catch(() => {});
  const keys = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, ' ': 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
    Home: () => show(0), End: () => show(slides.length - 1), f: fullScreen, F5: fullScreen, n: openNotes,
    b: () => document.body.classList.toggle('eg-black'), '.': () => document.body.classList.toggle('eg-black'),
  };
  addEventListener('keydown', event => {
    const does = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (does === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === ' ' || event.key === 'Enter') && event.target.tagName === 'BUTTON') return;
    event.preventDefault();
    typeof does === 'number' ? show(at + does) : does();
  });
  addEventListener('message', event => {
    if (event.source !== other && event.source !== window.opener) return;
    if (event.data && event.data.hello) show(at);
    else if (event.data && Number.isInteger(event.data.slide)) show(event.data.slide, false);
  });
  document.querySelector('.eg-nav').addEventListener('click', event => {
    const { go, do: act } = event.target.dataset;
    if (go) show(at + Number(go)); else if (act === 'notes') openNotes(); else if (act === 'full') fullScreen();
  });
  addEventListener('hashchange', () => { if (!isNotes && asked() !== at) show(asked()); });
  addEventListener('mousemove', () => {
    document.body.classList.add('eg-moving'); clearTimeout(still);
    still = setTimeout(() => document.body.classList.remove('eg-moving'), 2500);
  });
  let touched = null;
  addEventListener('touchstart', event => { touched = event.touches[0].clientX; }, { passive: true });
  addEventListener('touchend', event => {
    const moved = event.changedTouches[0].clientX - touched;
    if (Math.abs(moved) > 80) show(at + (moved < 0 ? 1 : -1));
  });

  if (isNotes) { document.body.classList.add('eg-notes-window'); panel.hidden = false; show(0, false); if (other) other.postMessage({ hello: true }, '*'); }
  else show(asked(), false);
})();
