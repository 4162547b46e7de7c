// The whole network of the countries passed, faint, on a canvas: it is many lines, and none of them answers.

const GRID_DEG = 0.05;

/** All lines of one mode from one run of points and one letter for the length of each. */
function decodeLines([text, lengths]) {
  const points = decode(text, 0).map(([lat, lon]) => [lat * GRID_DEG, lon * GRID_DEG]);
  let at = 0;
  return Array.from(lengths, (letter) => points.slice(at, (at += letter.charCodeAt(0) - 63)));
}

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
      const line = L.polyline(decodeLines(network[mode]), { pane: 'network', renderer, interactive: false, ...looks[mode]() });
      line.mode = mode;
      group.addLayer(line);
    }
    new MutationObserver(restyle).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
  });
  return group;
}
