// The order of loads: a response that comes after that of a later load is dropped.

/** Returns a function that begins a load. It returns a function that says whether the load may still be shown. */
export function loads() {
  let begun = 0;
  let shown = 0;
  return () => {
    const number = ++begun;
    return () => {
      if (number < shown) return false;
      shown = number;
      return true;
    };
  };
}
