// A place found by the telephone or pointed at on the map; typing it stays possible.
(() => {
  "use strict";

  const PATIENCE = { enableHighAccuracy: true, timeout: 30_000, maximumAge: 10_000 };

  const setUp = (box) => {
    const button = box.querySelector(".here");
    const map = box.querySelector("[type=image]");
    const note = box.querySelector("[role=status]");
    const [latitude, longitude] = box.querySelectorAll(".parts input");
    const accuracy = box.querySelector("[type=hidden]");
    const decimals = Number(button.dataset.decimals);
    let pin;

    const movePin = () => {
      if (!map) return;
      const [lat, lon] = [latitude, longitude].map(({ value }) => mahalla.parseNumber(value));
      const { west, south, east, north } = map.dataset;
      const across = (lon - west) / (east - west);
      const down = (north - lat) / (north - south);
      if (!pin) {
        pin = document.createElement("i");
        map.after(pin);
        map.src = `${map.getAttribute("src")}?pin=no`;
      }
      pin.hidden = !(across >= 0 && across <= 1 && down >= 0 && down <= 1);
      pin.style.left = `${100 * across}%`;
      pin.style.top = `${100 * down}%`;
    };

    const put = (lat, lon, metres = "") => {
      latitude.value = lat.toFixed(decimals);
      longitude.value = lon.toFixed(decimals);
      accuracy.value = metres;
      movePin();
      latitude.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "put" }));
    };

    const tell = (metres) => {
      const written = metres.toLocaleString(document.documentElement.lang);
      note.textContent = button.dataset.accuracy.replace("{metres}", written);
    };

    const found = ({ coords }) => {
      const metres = Math.ceil(coords.accuracy);
      put(coords.latitude, coords.longitude, metres);
      tell(metres);
    };

    box.addEventListener("input", ({ target, detail }) => {
      if (detail === "put" || (target !== latitude && target !== longitude)) return;
      accuracy.value = "";
      note.textContent = "";
      movePin();
    });
    button.addEventListener("click", () => {
      note.textContent = button.dataset.wait;
      const failed = () => { note.textContent = button.dataset.failed; };
      navigator.geolocation.getCurrentPosition(found, failed, PATIENCE);
    });
    button.hidden = !navigator.geolocation;
    map?.addEventListener("click", (event) => {
      event.preventDefault();
      const { left, top, width, height } = map.getBoundingClientRect();
      const [west, south, east, north] = ["west", "south", "east", "north"].map((side) =>
        Number(map.dataset[side]));
      note.textContent = "";
      put(north - ((event.clientY - top) / height) * (north - south),
        west + ((event.clientX - left) / width) * (east - west));
    });
  };

  mahalla.addTool(".question.geopoint", setUp);
})();
