// A photo made small in the browser, so that it is sent in seconds on a slow line. The server makes
// it small once more: it trusts no browser to leave out where the photo was taken.
(() => {
  "use strict";

  const EDGE = 1280;
  const QUALITY = 0.7;

  const shrink = async (file) => {
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      return small ?? file;
    } catch {
      return file;
    }
  };

  const makePreview = (address, alt) => {
    const picture = new Image();
    picture.src = address;
    picture.alt = alt;
    return picture;
  };

  const setUp = (box) => {
    const send = mahalla.upload(box, makePreview);
    const input = box.querySelector("[type=file]");
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (file) send(await shrink(file), "photo.jpg");
    });
  };

  mahalla.addTool(".question.photo", setUp);
})();
