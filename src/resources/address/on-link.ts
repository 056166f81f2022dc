import type { World } from '../world.ts';
import { linkOf } from './terms.ts';

/** Whether a link has an address of this family. */
export const hasAddress = (link: string, family: 4 | 6, { addresses }: World): boolean =>
  addresses.where(linkOf, link).some(([, address]) => address.family === family);
