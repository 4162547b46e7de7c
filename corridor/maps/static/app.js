// Puts the page together. The state is which alternatives are on the map and which one is selected.

const CREDIT = '© OpenStreetMap contributors (ODbL), via scgraph-data, timezone-boundary-builder · coasts Natural Earth'
  + ' · places © GeoNames CC BY 4.0 · sea lanes searoute';
const HUES = 8;

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

/** Refit to the corridors when the map changes its size, until the reader moves it. */
function keepFitted(map, bounds) {
  let fitting = false, moved = false;
  const fit = () => {
    fitting = true;
    fitTo(map, bounds);
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

window.corridorPage = function (id) {
  const data = JSON.parse(document.getElementById('corridor-data').textContent);
  const map = makeMap(id, data.bounds);
  const root = document.documentElement;
  const alternatives = data.alternatives.map((item, number) => ({ ...item, number, hue: number % HUES }));
  const page = {
    map,
    data,
    alternatives,
    selected: alternatives.length === 1 ? 0 : null,
    isVisible: (alternative) => map.hasLayer(alternative.group),
    isDim: (alternative) => page.selected !== null && page.selected !== alternative.number,
    visible: () => alternatives.filter(page.isVisible),
    show: (alternative, wanted) => (wanted ? map.addLayer(alternative.group) : map.removeLayer(alternative.group)),
    select(number) {
      page.selected = number;
      if (number !== null && !page.isVisible(alternatives[number])) page.show(alternatives[number], true);
      refresh();
    },
    showAll() {
      page.selected = null;
      alternatives.forEach((alternative) => page.show(alternative, true));
      fit();
      refresh();
    },
    showGateway: (gateway) => markers.open(gateway),
    toggleSheet: () => root.classList.toggle('sheet-down'),
    toggleTheme() {
      const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
    },
  };

  drawLand(map, data.ground);
  const names = makeNames(map, data.ground);
  const lines = makeLines(page);
  const markers = makeMarkers(page);
  const panel = makePanel(page);

  function controls() {
    const box = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll('.leaflet-control')].map((control) => control.getBoundingClientRect())
      .map(({ left, top, right, bottom }) => [left - box.left, top - box.top, right - box.left, bottom - box.top]);
  }

  function refreshNames() {
    const taken = [...controls(), ...markers.taken()];
    lines.drawBadges(taken);
    names.refresh(taken, lines.taken());
  }

  let pending = false;
  function refresh() {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      if (page.selected !== null && !page.isVisible(alternatives[page.selected])) page.selected = null;
      lines.refresh();
      markers.refresh();
      panel.refresh();
      refreshNames();
    });
  }

  const control = L.control.layers(null, null, { position: 'topright' }).addTo(map);
  const overlay = (layer, ...content) => control.addOverlay(layer, h('span', {}, content).innerHTML);
  alternatives.forEach((item) => overlay(item.group, badge(item), ` Alternative ${item.key}`));
  overlay(markers.groups.crossing, 'Border crossings');
  overlay(markers.groups.terminal, 'Terminals');
  overlay(markers.groups.port, 'Ports');
  overlay(markers.unchosen, 'Crossings not chosen');
  overlay(names.group, 'Place names');

  const fit = keepFitted(map, data.bounds);
  closeByEscape(map);
  alternatives.forEach(({ group }) => group.on('add remove', refresh));
  names.group.on('add', refresh);
  map.on('moveend zoomend', refreshNames);
  refresh();
  return map;
};
