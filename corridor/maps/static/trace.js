// The chart in the panel, tied to the map: a place along an alternative is marked on both.

const STOP_PX = 4;
const NEAR_PX = 14;

/** The legs of an alternative as they are drawn: what the pointer meets, null where a leg has no line. */
function hitsOf({ lines, paths }) {
  const hits = lines.filter(({ options }) => /\bhit\b/.test(options.className));
  return paths.map((path) => (path.length ? hits.shift() : null));
}

/** Lengths on the ground from the start of a drawn line to each of its points; only their shares count. */
function groundLengths(map, ring) {
  const lengths = [0];
  for (let i = 1; i < ring.length; i++) {
    const { lat } = map.layerPointToLatLng(ring[i - 1].add(ring[i]).divideBy(2));
    lengths.push(lengths[i - 1] + ring[i].distanceTo(ring[i - 1]) * Math.cos((lat * Math.PI) / 180));
  }
  return lengths;
}

/** The layer point at a share of a drawn line. */
function pointOn(map, ring, share) {
  const lengths = groundLengths(map, ring);
  const wanted = share * lengths.at(-1);
  const i = Math.max(1, lengths.findIndex((length) => length >= wanted - 1e-9));
  if (ring.length < 2) return ring[0];
  const part = (wanted - lengths[i - 1]) / (lengths[i] - lengths[i - 1] || 1);
  return ring[i - 1].add(ring[i].subtract(ring[i - 1]).multiplyBy(Math.max(0, Math.min(part, 1))));
}

/** The share of a drawn line at which it is nearest to a layer point. */
function shareOn(map, ring, point) {
  const lengths = groundLengths(map, ring);
  let best = { far: Infinity, at: 0 };
  for (let i = 1; i < ring.length; i++) {
    const near = L.LineUtil.closestPointOnSegment(point, ring[i - 1], ring[i]);
    const far = near.distanceTo(point);
    const part = near.distanceTo(ring[i - 1]) / (ring[i].distanceTo(ring[i - 1]) || 1);
    if (far < best.far) best = { far, at: lengths[i - 1] + part * (lengths[i] - lengths[i - 1]) };
  }
  return best.at / (lengths.at(-1) || 1);
}

/** The step of a track at a distance, a stop where one is within `reach`. */
function stepAt(track, km, reach) {
  const within = Math.max(0, Math.min(km, track.at(-1).end));
  const off = (stop) => Math.abs(stop.start - within);
  const stop = track.filter(({ leg }) => !leg).sort((a, b) => off(a) - off(b))[0];
  if (stop && off(stop) <= reach) return { step: stop, km: stop.start };
  return { step: track.find(({ leg, end }) => leg && within <= end) || track.at(-1), km: within };
}

/** The next place along a track, stopping at stops. */
function nextPlace(track, { step, km }, by) {
  const at = track.indexOf(step), next = Math.max(0, Math.min(km + by, track.at(-1).end));
  const met = by > 0
    ? track.find((one, i) => !one.leg && i > at && one.start <= next)
    : track.findLast((one, i) => !one.leg && i < at && one.start >= next);
  if (met) return { step: met, km: met.start };
  const legs = track.filter(({ leg, start, end }) => leg && start <= next && next <= end);
  return { step: (by > 0 ? legs.at(-1) : legs[0]) || step, km: next };
}

function makeChart(page) {
  const { map, data } = page;
  const tracks = page.alternatives.map(trackOf);
  const hits = page.alternatives.map(hitsOf);
  let measure = page.kept.measure || 'time', drawing = null, drawnFor = '', mark = null, pressed = null;

  const canvas = h('div', { class: 'canvas', tabindex: 0, role: 'application', 'aria-roledescription': 'chart',
    'aria-label': 'Time or cost over distance. Left and right move along an alternative, up and down change it, Enter selects it.' });
  const tip = h('div', { class: 'tip', hidden: true });
  const said = h('p', { class: 'hidden', 'aria-live': 'polite' });
  const notes = h('p', { class: 'quiet' });
  const measures = SUMMED.map((name) => button({ 'aria-pressed': String(name === measure),
    onclick: () => choose(name) }, capital(name)));
  const rule = svg('path', { class: 'axis' }), dot = svg('circle', { r: 5 });
  const cursor = svg('g', { class: 'cursor' }, rule, dot);
  const spot = L.marker([0, 0], { icon: L.divIcon({ className: 'trace', iconSize: [14, 14] }), interactive: false,
    keyboard: false, zIndexOffset: 3000 });
  const element = h('section', { class: 'along' },
    h('div', { class: 'row' }, h('h2', {}, 'Time and cost along the way'),
      h('div', { class: 'switch', role: 'group', 'aria-label': 'What the chart shows' }, measures)),
    h('div', { class: 'frame' }, canvas, tip), said, notes);

  function choose(name) {
    measure = name;
    page.kept.measure = name;
    measures.forEach((button, i) => button.setAttribute('aria-pressed', String(SUMMED[i] === name)));
    refresh();
  }

  function draw() {
    const width = Math.round(canvas.clientWidth);
    const visible = page.visible();
    const wanted = [measure, page.selected, width, visible.map(({ key }) => key)].join();
    // a node that goes under the pointer ends the hover: draw anew only what has changed
    if (!width || wanted === drawnFor) return;
    drawnFor = wanted;
    const size = { width, height: Math.round(Math.max(190, Math.min(width * 0.56, 300))) };
    drawing = drawChart(visible, tracks, page.selected, measure, size);
    canvas.replaceChildren(drawing ? drawing.picture : h('p', { class: 'quiet' }, 'No alternative is shown.'));
    if (drawing) drawing.picture.append(cursor);
    notes.replaceChildren(...notesOn(visible));
  }

  function notesOn(visible) {
    const left = visible.filter(({ number }) => !isDrawn(tracks[number], measure)).map(({ key, number }) => {
      const missing = tracks[number].find((step) => !step[measure].to);
      return [`${key} is not drawn: no ${measure} is known`, missing ? [' for ', named(whereOf(missing))] : '', '. '];
    });
    const chosen = visible.find(({ number }) => number === page.selected);
    return [...left.flat(2), 'Thin: assumed. Red: closed.', chosen && chosen.totals[measure]
      ? ` Shade: all lows to all highs of ${chosen.key}, ${rangeText(chosen.totals[measure], MEASURES[measure])}${measure === 'cost' ? ' USD' : ''}.` : ''];
  }

  function whereOf({ leg, item }) {
    if (!leg) return `${item.place[0]}, ${KINDS[item.kind]}${item.time ? ` ${valueText(item.time, MEASURES.wait)}` : ''}`;
    return `${MODES[item.mode]}, ${item.country ? data.countries[item.country] : 'at sea'}`;
  }

  /** Mark a place on both, null for none. */
  function put(place, { aloud = false } = {}) {
    mark = place && drawing && drawing.drawn.some(({ number }) => number === place.number) ? place : null;
    tip.hidden = !mark;
    cursor.toggleAttribute('hidden', !mark);
    putOnMap();
    if (!mark) return;
    const { number, step, km } = mark;
    const { key, hue } = page.alternatives[number];
    const { axes } = drawing;
    const [left, top] = [axes.x(km), axes.y(sumAt(step, measure, km)[0])];
    cursor.setAttribute('class', `cursor alt-${hue}`);
    rule.setAttribute('d', pathOf([[left, ROOM.top], [left, axes.height - ROOM.bottom]]));
    dot.setAttribute('cx', left);
    dot.setAttribute('cy', top);
    const sums = [`${brief(km)} km`, ...SUMMED.map((name) => withUnit(sumAt(step, name, km), name))];
    const words = [[key, ...sums].join(' · '), whereOf(step)];
    tip.replaceChildren(h('strong', {}, words[0]), h('br'), named(words[1]));
    const room = canvas.clientWidth - tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(left - tip.offsetWidth / 2, room))}px`;
    tip.style.top = `${top - tip.offsetHeight - 14 > 0 ? top - tip.offsetHeight - 14 : top + 16}px`;
    if (aloud) said.textContent = words.join(' — ');
  }

  function putOnMap() {
    const ring = mark && ringOf(mark.number, Math.max(mark.step.index, 0));
    if (!ring) {
      spot.remove();
      return;
    }
    const { step, km } = mark;
    const share = step.leg ? (km - step.start) / (step.end - step.start || 1) : step.index < 0 ? 0 : 1;
    spot.setLatLng(map.layerPointToLatLng(pointOn(map, ring, share))).addTo(map);
    spot.getElement().style.setProperty('--own', `var(--alt-${page.alternatives[mark.number].hue})`);
  }

  function ringOf(number, index) {
    const hit = hits[number][index];
    return hit && map.hasLayer(hit) ? hit._rings[0] : null;
  }

  /** Where the pointer is on the chart: the selected alternative there, or else the nearest; and how far that is. */
  function placeAt({ clientX, clientY }, only) {
    const { axes, drawn, picture } = drawing;
    const box = picture.getBoundingClientRect();
    const x = ((clientX - box.left) * axes.width) / box.width, y = ((clientY - box.top) * axes.height) / box.height;
    const reach = axes.kmAt(ROOM.left + STOP_PX);
    const places = drawn.filter(({ number }) => only === null || number === only).map(({ number }) => {
      const place = stepAt(tracks[number], axes.kmAt(x), reach);
      const { leg, [measure]: { from, to } } = place.step;
      const high = axes.y(leg ? sumAt(place.step, measure, place.km)[0] : to.value), low = leg ? high : axes.y(from.value);
      return { ...place, number, far: Math.hypot(axes.x(place.km) - x, y < high ? high - y : y > low ? y - low : 0) };
    });
    return places.sort((a, b) => a.far - b.far)[0];
  }

  const followed = () => (drawing.drawn.some(({ number }) => number === page.selected) ? page.selected : null);
  const follow = (event) => { if (drawing) put(placeAt(event, followed())); };
  canvas.addEventListener('pointermove', follow);
  canvas.addEventListener('pointerdown', (event) => {
    pressed = event.clientX;
    follow(event);
  });
  // a finger leaves after every tap: what it marked stays
  canvas.addEventListener('pointerleave', ({ pointerType }) => { if (pointerType !== 'touch') put(null); });
  canvas.addEventListener('blur', () => put(null));
  canvas.addEventListener('click', (event) => {
    if (!drawing || Math.abs(event.clientX - pressed) > 6) return;
    const letter = event.target.closest('.letter');
    const near = placeAt(event, null);
    if (letter) page.toggle(page.alternatives.find(({ key }) => key === letter.dataset.key).number);
    else if (near.far <= NEAR_PX) page.toggle(near.number);
  });
  canvas.addEventListener('keydown', (event) => {
    if (!drawing) return;
    const numbers = drawing.drawn.map(({ number }) => number);
    const now = mark || { number: followed() ?? numbers[0], step: null, km: 0 };
    const track = tracks[now.number];
    const by = drawing.axes.km / 50;
    const turn = (way) => {
      const number = numbers[(numbers.indexOf(now.number) + way + numbers.length) % numbers.length];
      return { number, ...stepAt(tracks[number], now.km, 0) };
    };
    const moves = {
      ArrowRight: () => (now.step ? nextPlace(track, now, by) : stepAt(track, 0, 0)),
      ArrowLeft: () => (now.step ? nextPlace(track, now, -by) : stepAt(track, 0, 0)),
      Home: () => ({ step: track[0], km: 0 }),
      End: () => ({ step: track.at(-1), km: track.at(-1).end }),
      ArrowDown: () => turn(1),
      ArrowUp: () => turn(-1),
    };
    if (event.key === 'Enter') page.toggle(now.number);
    else if (moves[event.key]) put({ number: now.number, ...moves[event.key]() }, { aloud: true });
    else return;
    event.preventDefault();
  });

  hits.forEach((legs, number) => legs.forEach((hit, index) => {
    if (!hit) return;
    const step = tracks[number].find((one) => one.leg && one.index === index);
    hit.on('mousemove', ({ layerPoint }) => {
      const share = shareOn(map, hit._rings[0], layerPoint);
      put({ number, step, km: step.start + share * (step.end - step.start) });
    });
    hit.on('mouseout', () => put(null));
  }));

  function refresh() {
    draw();
    put(mark);
  }

  const watch = new ResizeObserver(refresh);
  watch.observe(canvas);
  map.on('zoomend', putOnMap);
  return {
    element,
    refresh,
    remove() {
      watch.disconnect();
      map.off('zoomend', putOnMap);
      spot.remove();
    },
  };
}
