// Online tiles: over the drawn land, which stays; nothing is asked for until a reader wants them.

const NO_ADDRESS = ['file:', 'data:'];

/** Why tiles cannot be had on this page, or nothing: OpenStreetMap refuses those that do not say where they are. */
function whyNoTiles({ url }) {
  const isOsm = /^https?:\/\/([^/]+\.)?openstreetmap\.org\//.test(url);
  return isOsm && NO_ADDRESS.includes(location.protocol) ? 'not in a page opened from disk, which the server refuses' : '';
}

/** A note below the zoom buttons while tiles that were asked for do not come. */
function makeTileNote(map) {
  const text = h('span', {});
  const box = h('div', { class: 'tile-note', role: 'status' }, text);
  const control = L.control({ position: 'topleft' });
  control.onAdd = () => box;
  control.addTo(map);
  return (words) => { text.textContent = words; };
}

/** The layers of tiles that the page offers, each with what the layer control says of it. */
function makeTiles(map, offered) {
  if (!offered || !offered.length) return [];
  map.createPane('tiles').style.zIndex = 250;
  const say = makeTileNote(map);
  return offered.map((item) => {
    const why = whyNoTiles(item);
    const title = h('span', { class: why ? 'greyed' : null }, named(`${item.name} tiles`),
      why ? h('span', { class: 'quiet' }, why) : h('span', { class: 'quiet' }, 'online'));
    // a layer for zooms that are never reached has its box greyed by the layer control
    if (why) return { layer: L.layerGroup([], { minZoom: 99 }), title };
    const layer = L.tileLayer(item.url, {
      pane: 'tiles', maxZoom: 19, attribution: h('span', {}, item.credit).innerHTML,
      referrerPolicy: 'strict-origin-when-cross-origin',
    });
    layer.on('tileerror', () => say('No tiles: offline?'));
    layer.on('tileload remove', () => say(''));
    return { layer, title };
  });
}
