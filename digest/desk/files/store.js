// What this browser keeps for the desk. Some keep nothing, or are full: then what was asked is answered all the same.
export const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

// Whether it is kept. `null` is forgotten.
export const keep = (name, value) => {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
};
