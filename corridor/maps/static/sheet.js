// What holds the panel: the sheet of a phone and its grip, keys, and the layout on paper.

const SHEETS = ['peek', 'half', 'full'];

/** The grip of the sheet: a drag takes it up or down a step, a tap or a key shows or hides what is in it. */
function makeGrip() {
  const root = document.documentElement;
  const state = () => SHEETS.indexOf(root.dataset.sheet || 'half');
  const put = (number) => {
    root.dataset.sheet = SHEETS[Math.max(0, Math.min(number, 2))];
    grip.setAttribute('aria-expanded', String(state() > 0));
  };
  let from = null, moved = 0;
  const grip = button({
    class: 'grip', 'aria-label': 'Show or hide the panel',
    onclick: () => { if (Math.abs(moved) < 6) put(state() ? 0 : 1); },
    onkeydown: ({ key }) => { if (key === 'ArrowUp') put(state() + 1); else if (key === 'ArrowDown') put(state() - 1); },
    onpointerdown(event) {
      from = event.clientY;
      moved = 0;
      grip.setPointerCapture(event.pointerId);
    },
    onpointermove(event) {
      if (from === null) return;
      moved = event.clientY - from;
      grip.parentElement.style.transform = `translateY(${moved}px)`;
    },
    onpointerup() {
      const far = Math.abs(moved) > 0.4 * innerHeight ? 2 : 1;
      if (Math.abs(moved) > 30) put(state() + (moved < 0 ? far : -far));
      drop();
    },
    onpointercancel: () => drop(),
  });
  function drop() {
    from = null;
    grip.parentElement.style.transform = '';
  }
  put(state());
  return grip;
}

/** Escape gives up the selection where there is no popup for it to close; returns what stops that. */
function deselectByEscape(page) {
  const onKey = (event) => {
    if (event.key !== 'Escape' || page.selected === null || (page.map._popup && page.map._popup.isOpen())) return;
    page.select(null);
  };
  // before the popup's own key handler, which closes it
  document.addEventListener('keydown', onKey, true);
  return () => document.removeEventListener('keydown', onKey, true);
}

/** Lay the page out for paper, in light colours, while it is printed; returns what stops that. */
function printable(map, fit) {
  const root = document.documentElement;
  let theme, seen;
  const before = () => {
    theme = root.dataset.theme;
    seen = [map.getCenter(), map.getZoom(), { animate: false }];
    root.dataset.theme = 'light';
    root.classList.add('printing');
    map.closePopup();
    map.invalidateSize({ animate: false, pan: false });
    fit();
  };
  const after = () => {
    root.classList.remove('printing');
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    map.invalidateSize({ animate: false, pan: false });
    map.setView(...seen);
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}

/** A first link that leads past the panel to the map. */
function skipLink() {
  if (document.querySelector('.skip')) return;
  const main = document.getElementById('corridor-map');
  main.tabIndex = -1;
  document.body.prepend(h('a', { class: 'skip', href: '#corridor-map', onclick: (event) => {
    event.preventDefault();
    main.focus();
  } }, 'Skip to the map'));
}
