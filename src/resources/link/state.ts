import type { World } from '../world.ts';

/** Whether there is a link of this name that is down. */
export const isDown = (name: string, { links }: World): boolean =>
  links.get(name)?.attributes['state'] === 'down';
