/** Thrown where a text leaves the part of YAML that this reader knows; the yaml package takes over then. */
export class Unusual extends Error {}
