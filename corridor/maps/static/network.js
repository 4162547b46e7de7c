// The whole network of the countries passed, faint, on a canvas: it is many lines, and none of them answers.

const GRID_DEG = 0.05;

/** Roads and railways, decoded when first shown; drawn anew where the theme changes, as a canvas has no style. */
function makeNetwork(map, network) {
  map.createPane('network').style.zIndex = 300;
  const renderer = L.canvas({ pane: 'network', padding: 0.3 });
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const looks = {
    road: () => ({ color: colour('--quiet'), weight: 1, opacity: 0.45 }),
    rail: () => ({ color: colour('--ink'), weight: 1.2, opacity: 0.5, dashArray: '5 3' }),
  };
  const group = L.layerGroup();
  const restyle = () => group.eachLayer((line) => line.setStyle(looks[line.mode]()));
  group.once('add', () => {
    for (const mode of Object.keys(looks).filter((name) => network[name])) {
      const line = L.polyline(decodeStrand(network[mode], GRID_DEG), { pane: 'network', renderer, interactive: false, ...looks[mode]() });
      line.mode = mode;
      group.addLayer(line);
    }
    new MutationObserver(restyle).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
  });
  return group;
}
