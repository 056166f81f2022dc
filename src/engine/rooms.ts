export { ROOMS } from '../resources/rooms.ts';
