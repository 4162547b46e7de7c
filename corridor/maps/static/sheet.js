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

const PAPER_PX = 1040;
/** How high the map is, how large the text and how many rows there are, of a page on paper: the first that fits. */
const PAPERS = [[290, 1, 12], [250, 0.94, 12], [230, 0.88, 12], [210, 0.82, 12], [200, 0.76, 12], [190, 0.76, 9], [180, 0.7, 9],
  [170, 0.64, 7], [160, 0.58, 6], [150, 0.5, 5], [150, 0.42, 4], [150, 0.34, 3]];

/** Keep as many rows of the comparison as there may be: of those on the map the selected one and the open ones first. */
function limitRows(most) {
  const rows = [...document.querySelectorAll('.comparison .alternative')];
  const on = rows.filter((row) => row.querySelector('input').checked);
  const last = (row) => (row.matches('.chosen') ? 0 : row.querySelector('.tag') ? 2 : 1);
  const kept = (on.length ? on : rows).slice().sort((a, b) => last(a) - last(b)).slice(0, most);
  rows.forEach((row) => row.classList.toggle('off-paper', !kept.includes(row)));
  document.querySelectorAll('.more-rows').forEach((line) => {
    line.textContent = kept.length < rows.length ? `and ${rows.length - kept.length} more, not listed here` : '';
  });
}

/** Make a page with a comparison fit one sheet: a smaller map, smaller text, fewer rows; others go over to the next. */
function fitPaper(root) {
  const page = document.getElementById('corridor-page');
  if (!page.querySelector('.comparison')) return;
  for (const [map, text, rows] of PAPERS) {
    root.style.setProperty('--paper-map', `${map}px`);
    root.style.setProperty('--paper-text', text);
    limitRows(rows);
    if (page.getBoundingClientRect().height <= PAPER_PX) return;
  }
}

/** Lay the page out for paper, in light colours, while it is printed. */
function printable(map, fit) {
  const root = document.documentElement;
  let theme, seen = null;
  addEventListener('beforeprint', () => {
    theme = root.dataset.theme;
    seen = [map.getCenter(), map.getZoom(), { animate: false }];
    root.dataset.theme = 'light';
    root.classList.add('printing');
    map.closePopup();
    fitPaper(root);
    map.invalidateSize({ animate: false, pan: false });
    fit();
  });
  addEventListener('afterprint', () => {
    if (!seen) return;
    root.classList.remove('printing');
    ['--paper-map', '--paper-text'].forEach((name) => root.style.removeProperty(name));
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    map.invalidateSize({ animate: false, pan: false });
    map.setView(...seen);
    seen = null;
  });
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
