// One alternative's legs and stops in order of travel, with each figure and what it rests on.

function legsTable(alternative, page) {
  const rows = [];
  const stopsAfter = (index) => alternative.stops.filter((stop) => stop.after === index);
  stopsAfter(-1).forEach((stop) => rows.push(stopRow(stop, page)));
  alternative.legs.forEach((leg, index) => {
    rows.push(legRow(leg, page));
    stopsAfter(index).forEach((stop) => rows.push(stopRow(stop, page)));
  });
  return h('table', { class: 'legs' },
    h('caption', { class: 'hidden' }, 'Legs and stops of ', named(alternative.label)),
    h('thead', {}, h('tr', {}, COLUMNS.map((measure) => h('th', { scope: 'col' }, MEASURES[measure].head)))),
    h('tbody', {}, rows),
    h('tfoot', {}, totalRow(alternative)));
}

function nameRow(className, ...content) {
  return h('tr', { class: `${className} title` }, h('th', { scope: 'rowgroup', colspan: 4 }, content));
}

function legRow(leg, page) {
  const country = leg.country ? page.data.countries[leg.country] : 'at sea';
  const gauge = leg.gauge ? `, ${grouped(leg.gauge)}${NARROW}mm` : '';
  return [
    nameRow(`leg ${leg.mode}`, modeSign(leg.mode), ` ${MODES[leg.mode]}, `, named(country), gauge, ': ',
      named(leg.start), ' → ', named(leg.end)),
    ...(leg.planned ? leg.planned.links : []).map((link) => h('tr', {}, h('td', { colspan: 4, class: 'quiet' },
      `Planned, taken as built: ${valueText(link.distance, MEASURES.distance)}${NARROW}km of ${link.text}`))),
    h('tr', {}, COLUMNS.map((measure) => figureCell(leg[measure], measure))),
  ];
}

function stopRow(stop, page) {
  const shut = stop.status !== 'open';
  const go = h('button', { type: 'button', class: 'link', onclick: () => page.showGateway(stop.gateway) },
    named(stop.place[0]));
  return [
    nameRow(`stop ${stop.status}`, shapeSign(shapeOf([stop]), stop.status),
      ' ', go, ` ${KINDS[stop.kind]}`, shut ? h('strong', {}, `, ${statusText(stop)}`) : null),
    h('tr', {}, h('td', {}), figureCell(stop.time, 'wait'),
      figureCell(stop.cost, 'cost'), h('td', {})),
  ];
}

function totalRow(alternative) {
  const totals = alternative.totals;
  const parts = [['moving', 'moving'], ['at borders', 'border'], ['at terminals', 'terminal']]
    .map(([word, name]) => `${word} ${valueText(totals[name], MEASURES.time)}`);
  return [
    h('tr', { class: 'title' }, h('th', { scope: 'rowgroup', colspan: 4 }, 'Total')),
    h('tr', {}, COLUMNS.map((measure) => figureCell(totals[measure], measure))),
    h('tr', {}, h('td', { colspan: 4, class: 'quiet' }, `Time: ${parts.join(' · ')}`)),
  ];
}
