// The bare map, its credit, and what it does when its size changes or Escape is pressed.

const CREDIT = '© OpenStreetMap contributors (ODbL), via scgraph-data, timezone-boundary-builder · coasts Natural Earth'
  + ' · places © GeoNames CC BY 4.0 · sea lanes searoute';

/** How much of the ends of lines their pins and badges take. */
const PIN_PX = { aside: 16, above: 40, below: 14 };
const BARE_PX = 24;
const POPUP = { width: 340, least: 150, tall: 160, frame: 30, tip: 24, gap: 8 };

/** How far the controls reach into the map from each of its sides, no more than a part of it. */
function insetsOf(map) {
  const { x, y } = map.getSize();
  const sides = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const [left, top, right, bottom] of controlsOf(map)) {
    if (right - left < 1) continue;
    if (top > y / 2) {
      sides.bottom = Math.max(sides.bottom, y - top);
      continue;
    }
    sides.top = Math.max(sides.top, bottom);
    if (left > x / 2) sides.right = Math.max(sides.right, x - left);
    else sides.left = Math.max(sides.left, right);
  }
  for (const [side, px] of Object.entries(sides)) sides[side] = Math.min(px, (['top', 'bottom'].includes(side) ? y : x) / 3);
  return sides;
}

/** Fit between the controls at the top or below them, whichever shows the bounds larger. */
function fitTo(map, [west, south, east, north]) {
  const bounds = [[south, west], [north, east]];
  const { left, right, top, bottom } = insetsOf(map);
  const { aside, above, below } = PIN_PX;
  const foot = Math.max(bottom + below, BARE_PX);
  const rooms = [
    [[left + aside, above], [right + aside, foot]],
    [[BARE_PX, top + above], [BARE_PX, foot]],
  ].map(([from, to]) => ({ paddingTopLeft: L.point(from), paddingBottomRight: L.point(to), animate: false }));
  const zoomIn = (room) => map.getBoundsZoom(bounds, false, room.paddingTopLeft.add(room.paddingBottomRight));
  const [between, under] = rooms.map(zoomIn);
  map.fitBounds(bounds, rooms[under > between ? 1 : 0]);
}

/** Where a popup may lie: below the controls, or between them where it is narrow enough or the map is low. */
function roomFor(popup, map) {
  const { x, y } = map.getSize();
  const { left, right, top, bottom } = insetsOf(map);
  const { width, least, tall, frame, tip, gap } = POPUP;
  const wide = x - left - right - 2 * gap - frame;
  const low = y - top - bottom - 2 * gap - tip;
  const between = wide >= width || low < tall;
  const [over, aside] = between ? [0, [left, right]] : [top, [0, 0]];
  const most = Math.max(Math.min(width, x - aside[0] - aside[1] - 2 * gap - frame), least);
  Object.assign(popup.options, {
    maxWidth: most, minWidth: Math.min(200, most),
    maxHeight: Math.max(y - over - bottom - 2 * gap - tip - 26, 40),
    autoPanPaddingTopLeft: [aside[0] + gap, over + gap], autoPanPaddingBottomRight: [aside[1] + gap, bottom + gap],
  });
}

function makeMap(id, bounds) {
  const map = L.map(id, { zoomSnap: 0.25, minZoom: 1, maxZoom: 12, attributionControl: false });
  L.control.attribution({ prefix: false }).addAttribution(CREDIT).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  fitTo(map, bounds);
  const box = map.getContainer();
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', 'Map');
  return map;
}

/** Refit to the corridors when the map changes its size, until the reader moves it; `bounds` tells to what. */
function keepFitted(map, bounds) {
  let fitting = false, moved = false, movedBefore = false;
  const fit = () => {
    fitting = true;
    fitTo(map, bounds());
    fitting = false;
    moved = false;
  };
  // by whatever means, but for moves that show a popup whole or bring the land back
  map.on('autopanstart', () => { fitting = true; });
  map.on('movestart zoomstart', () => {
    if (!fitting && !map._enforcingBounds) moved = true;
    fitting = false;
  });
  addEventListener('beforeprint', () => { movedBefore = moved; });
  addEventListener('afterprint', () => setTimeout(() => { moved = movedBefore; }));
  let size = map.getSize();
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false, pan: false });
    if (map.getSize().equals(size)) return;
    size = map.getSize();
    if (!moved) fit();
    refreshPopup(map);
  }).observe(map.getContainer());
  return fit;
}

/** Write the open popup anew, and move the map where that is needed to see all of it. */
function refreshPopup(map) {
  if (map._popup && map._popup.isOpen()) map._popup.update();
}

/** Bring the land back where a move went past the end of the only world that is drawn, half a turn around `middle`. */
function keepOnLand(map, middle) {
  map.on('moveend', () => {
    const { lat, lng } = map.getCenter();
    const span = (360 * map.getSize().x) / (256 * 2 ** map.getZoom());
    const most = Math.abs(360 - span) / 2;
    const wanted = Math.max(middle - most, Math.min(lng, middle + most));
    if (Math.abs(wanted - lng) * map.getSize().x < span) return;
    map._enforcingBounds = true;
    map.setView([lat, wanted], map.getZoom(), { animate: false });
    map._enforcingBounds = false;
  });
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
