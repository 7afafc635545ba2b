/** The part of noise-curve-ed 2.1 that natter uses, read from its source. */
declare module 'noise-curve-ed' {
  export type CurveKeyPair = {publicKey: Uint8Array; secretKey: Uint8Array};
  export type Curve = {readonly ALG: 'Ed25519'};
  const curve: Curve;
  export default curve;
}
