// Reads the page's data: what alternatives have in common is stored once and called by number.

const HUES = 8;

function readData() {
  const data = JSON.parse(document.getElementById('corridor-data').textContent);
  const figure = (list) => list && [list[0], list[1], list[2], ...data.rests[list[3]]];
  const each = (item, names) => names.forEach((name) => { item[name] = figure(item[name]); });
  for (const leg of data.legs) {
    each(leg, ['distance', 'time', 'cost', 'co2e']);
    if (leg.planned) leg.planned.links.forEach((link) => each(link, ['distance']));
  }
  data.stops.forEach((stop) => each(stop, ['time', 'cost']));
  for (const view of data.views) {
    view.unchosen.forEach((item) => { item.status ||= 'open'; });
    view.alternatives.forEach((item, number) => {
      item.number = number;
      item.legs = item.legs.map((index) => data.legs[index]);
      item.stops = item.stops.map(([index, after]) => ({ ...data.stops[index], after }));
      each(item.totals, ['distance', 'moving', 'border', 'terminal', 'time', 'cost', 'co2e']);
    });
    // those that are seen together at first have different colours
    unique([...firstOf(view.alternatives), ...view.alternatives]).forEach((item, i) => { item.hue = i % HUES; });
  }
  return data;
}
