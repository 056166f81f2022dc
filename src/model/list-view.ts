/** A read-only array of this length whose elements are made each time they are accessed. */
export function listView<T>(length: number, elementAt: (index: number) => T | undefined): readonly T[] {
  const indexOf = (key: string | symbol): number | undefined => {
    if (typeof key === 'symbol') return undefined;
    const index = Number(key);
    return Number.isInteger(index) && index >= 0 && index < length && String(index) === key
      ? index
      : undefined;
  };
  return new Proxy<T[]>([], {
    get(target, key) {
      if (key === 'length') return length;
      const index = indexOf(key);
      return index === undefined ? Reflect.get(target, key) : elementAt(index);
    },
    has: (target, key) => indexOf(key) !== undefined || Reflect.has(target, key),
    ownKeys: () => [...Array(length).keys()].map(String).concat('length'),
    getOwnPropertyDescriptor(target, key) {
      if (key === 'length') return { value: length, writable: true, enumerable: false, configurable: false };
      const index = indexOf(key);
      if (index === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
      return { value: elementAt(index), writable: true, enumerable: true, configurable: true };
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  });
}

function refuse(): never {
  throw new TypeError('this list is not to be changed');
}
