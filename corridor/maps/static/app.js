// Puts the page together: the map, its ground and its layers stay; a view, one plan, comes and goes.

window.corridorPage = function (id) {
  const data = readData();
  const map = makeMap(id, data.bounds);
  const graticule = makeGraticule(map, drawLand(map, data.ground)).addTo(map);
  const network = makeNetwork(map, data.network);
  const tiles = makeTiles(map, data.tiles);
  const names = makeNames(map, data.ground);
  const layers = makeLayers(map);
  const control = L.control.layers(null, null, { position: 'topright' }).addTo(map);
  const overlay = (layer, ...content) => control.addOverlay(layer, h('span', {}, content).innerHTML);
  overlay(layers.crossing, 'Border crossings');
  overlay(layers.terminal, 'Terminals');
  overlay(layers.port, 'Ports');
  overlay(layers.unchosen, 'Crossings not chosen');
  overlay(names.group, 'Place names');
  overlay(names.local, 'Local names');
  overlay(graticule, 'Grid of degrees');
  overlay(network, 'Roads and railways, simplified');
  tiles.forEach(({ layer, title }) => overlay(layer, title));
  const shared = {
    map, data, layers, names, control,
    chains: data.chains.map((text) => new Chain(decode(text, 4))),
    fit: keepFitted(map, () => shared.current?.bounds?.() || data.bounds),
    /** What a reader chose on one view, for all: the selected way, ways shown or hidden, the chart's measure, the sort. */
    kept: { ticks: new Map() },
    toggleTheme,
    open: (number) => openView(shared, number),
  };

  closeByEscape(map);
  printable(map, shared.fit);
  keepOnLand(map, (data.ground.box[0] + data.ground.box[2]) / 2);
  const refreshNames = () => shared.current?.refreshNames();
  names.group.on('add', refreshNames);
  names.local.on('add remove', refreshNames);
  map.on('moveend zoomend', refreshNames);
  shared.open(makeSwitch(shared));
  shared.fit();
  return map;
};
