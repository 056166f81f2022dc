/** Thrown where a text leaves the part of YAML that this reader knows; the other readers take over. */
export class Unusual extends Error {}
