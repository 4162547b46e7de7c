// What folium layers expect of jQuery and of icon files, so that layers added by a user work offline.

if (!window.$) {
  window.$ = function (content) {
    if (content === document) return { ready: (run) => run() };
    const template = document.createElement('template');
    template.innerHTML = String(content).trim();
    return template.content.children;
  };
}

function pinImage(colour) {
  const shape = '<path d="M12 1a8 8 0 0 0-8 8c0 6 8 14 8 14s8-8 8-14a8 8 0 0 0-8-8z"/><circle cx="12" cy="9" r="3" fill="white"/>';
  const image = `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30" viewBox="0 0 24 24" fill="${colour}">${shape}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(image)}`;
}

delete L.Icon.Default.prototype._getIconUrl;
L.Icon.Default.mergeOptions({
  iconUrl: pinImage('#2a6fb0'), iconRetinaUrl: pinImage('#2a6fb0'), shadowUrl: null,
  iconSize: [30, 30], iconAnchor: [15, 29], popupAnchor: [0, -26], tooltipAnchor: [12, -16],
});
L.AwesomeMarkers = {
  icon: (options) => L.icon({
    iconUrl: pinImage(/^[a-z#0-9]+$/i.test(options.markerColor) ? options.markerColor : '#2a6fb0'),
    iconSize: [30, 30], iconAnchor: [15, 29], popupAnchor: [0, -26],
  }),
};
