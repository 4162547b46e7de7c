// Puts the page together: the map, its ground and its layers stay; a view, one plan, comes and goes.

window.corridorPage = function (id) {
  const data = readData();
  const map = makeMap(id, data.bounds);
  drawLand(map, data.ground);
  const names = makeNames(map, data.ground);
  const layers = makeLayers(map);
  const control = L.control.layers(null, null, { position: 'topright' }).addTo(map);
  control.addOverlay(layers.crossing, 'Border crossings');
  control.addOverlay(layers.terminal, 'Terminals');
  control.addOverlay(layers.port, 'Ports');
  control.addOverlay(layers.unchosen, 'Crossings not chosen');
  control.addOverlay(names.group, 'Place names');
  const shared = {
    map, data, layers, names, control,
    chains: data.chains.map((text) => new Chain(decode(text, 4))),
    fit: keepFitted(map, data.bounds),
    toggleTheme,
    open(number) {
      if (shared.current) shared.current.remove();
      shared.current = makeView(shared, number);
    },
  };

  closeByEscape(map);
  const refreshNames = () => shared.current.refreshNames();
  names.group.on('add', refreshNames);
  map.on('moveend zoomend', refreshNames);
  shared.open(data.views.length - 1);
  return map;
};
