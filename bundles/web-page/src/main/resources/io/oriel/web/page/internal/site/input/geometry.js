// Where a point of the page lies in the picture, which keeps its proportions inside its box.

/**
 * @typedef {{ left: number, top: number, width: number, height: number }} Box
 * @param {Box} box where the picture may be, in CSS pixels
 * @param {number} width of the picture, in its own pixels
 * @param {number} height
 * @returns {Box} where it is
 */
export function letterbox(box, width, height) {
  if (!(width > 0 && height > 0 && box.width > 0 && box.height > 0)) {
    return box;
  }
  const scale = Math.min(box.width / width, box.height / height);
  return {
    left: box.left + (box.width - width * scale) / 2,
    top: box.top + (box.height - height * scale) / 2,
    width: width * scale,
    height: height * scale,
  };
}

/**
 * @param {Box} picture
 * @param {number} x of the page, in CSS pixels
 * @param {number} y
 * @returns {{ x: number, y: number, inside: boolean }} 0 … 1 of the picture, at its edge if outside
 */
export function within(picture, x, y) {
  const px = (x - picture.left) / picture.width;
  const py = (y - picture.top) / picture.height;
  return {
    x: Math.max(0, Math.min(1, px)) || 0,
    y: Math.max(0, Math.min(1, py)) || 0,
    inside: px >= 0 && px <= 1 && py >= 0 && py <= 1,
  };
}
