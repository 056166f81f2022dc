/** Modules that few runs need: the bundle loads each when one of its functions is called. They export nothing but functions. */
export const MODULES_ON_CALL = ['config/digest', 'config/yaml/parse-any'];
