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
  control.addOverlay(layers.crossing, 'Border crossings');
  control.addOverlay(layers.terminal, 'Terminals');
  control.addOverlay(layers.port, 'Ports');
  control.addOverlay(layers.unchosen, 'Crossings not chosen');
  control.addOverlay(names.group, 'Place names');
  control.addOverlay(names.local, 'Local names');
  control.addOverlay(graticule, 'Grid of degrees');
  control.addOverlay(network, 'Roads and railways, simplified');
  tiles.forEach(({ layer, title }) => control.addOverlay(layer, title));
  const shared = {
    map, data, layers, names, control,
    chains: data.chains.map((text) => new Chain(decode(text, 4))),
    fit: keepFitted(map, () => shared.current?.bounds?.() || data.bounds),
    toggleTheme,
    open: (number) => openView(shared, number),
  };

  closeByEscape(map);
  const refreshNames = () => shared.current.refreshNames();
  names.group.on('add', refreshNames);
  names.local.on('add remove', refreshNames);
  map.on('moveend zoomend', refreshNames);
  shared.open(makeSwitch(shared));
  shared.fit();
  return map;
};
