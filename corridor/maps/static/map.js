// The bare map, its credit, and what it does when its size changes or Escape is pressed.

const CREDIT = '© OpenStreetMap contributors (ODbL), via scgraph-data, timezone-boundary-builder · coasts Natural Earth'
  + ' · places © GeoNames CC BY 4.0 · sea lanes searoute';

function fitTo(map, bounds) {
  map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], { padding: [36, 36], animate: false });
}

function makeMap(id, bounds) {
  const map = L.map(id, { zoomSnap: 0.25, minZoom: 1, maxZoom: 12, attributionControl: false });
  fitTo(map, bounds);
  L.control.attribution({ prefix: false }).addAttribution(CREDIT).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const box = map.getContainer();
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', 'Map');
  return map;
}

/** Refit to the corridors when the map changes its size, until the reader moves it; `bounds` tells to what. */
function keepFitted(map, bounds) {
  let fitting = false, moved = false;
  const fit = () => {
    fitting = true;
    fitTo(map, bounds());
    fitting = false;
    moved = false;
  };
  map.on('dragstart zoomstart', () => { if (!fitting) moved = true; });
  let size = map.getSize();
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false, pan: false });
    if (map.getSize().equals(size)) return;
    size = map.getSize();
    if (!moved) fit();
  }).observe(map.getContainer());
  return fit;
}

/** Write the open popup anew, and move the map where that is needed to see all of it. */
function refreshPopup(map) {
  if (map._popup && map._popup.isOpen()) map._popup.update();
}

/** Escape closes the popup wherever the focus is, and gives the focus back to its marker. */
function closeByEscape(map) {
  let opener = null;
  map.on('popupopen', ({ popup }) => {
    opener = popup._source && popup._source.getElement ? popup._source.getElement() : null;
    const content = popup.getElement().querySelector('.leaflet-popup-content');
    content.tabIndex = -1;
    if (opener && opener === document.activeElement) content.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !map._popup || !map._popup.isOpen()) return;
    map.closePopup();
    if (opener && opener.isConnected) opener.focus();
  });
}

/** Screen rectangles of the controls, for names to keep clear of; an open list of layers counts as when it is shut. */
function controlsOf(map) {
  const box = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll('.leaflet-control')].map((control) => {
    const { left, top, right, bottom } = control.getBoundingClientRect();
    const open = control.classList.contains('leaflet-control-layers-expanded');
    return [(open ? right - 48 : left) - box.left, top - box.top, right - box.left, (open ? top + 48 : bottom) - box.top];
  });
}

function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
}
