// Puts the page together. The state is which alternatives are on the map and which one is selected.

const HUES = 8;

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
      lines.refresh();
      fit();
      refresh();
    },
    showGateway: (gateway) => markers.open(gateway),
    toggleSheet: () => root.classList.toggle('sheet-down'),
    toggleTheme,
  };

  const graticule = makeGraticule(map, drawLand(map, data.ground)).addTo(map);
  const network = makeNetwork(map, data.network);
  const tiles = makeTiles(map, data.tiles);
  const names = makeNames(map, data.ground);
  const lines = makeLines(page);
  const markers = makeMarkers(page);
  const panel = makePanel(page);

  function refreshNames() {
    const taken = [...controlsOf(map), ...markers.taken()];
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
  overlay(names.local, 'Local names');
  overlay(graticule, 'Grid of degrees');
  overlay(network, 'Roads and railways, simplified');
  tiles.forEach(({ layer, title }) => overlay(layer, title));

  const fit = keepFitted(map, () => lines.bounds() || data.bounds);
  fit();
  closeByEscape(map);
  alternatives.forEach(({ group }) => group.on('add remove', refresh));
  names.group.on('add', refresh);
  names.local.on('add remove', refresh);
  map.on('moveend zoomend', refreshNames);
  refresh();
  return map;
};
