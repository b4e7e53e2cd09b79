// The part of the XML parser that is used; the package brings no types of its own.
declare module 'saxen' {
  export class Parser {
    on(event: 'openTag' | 'closeTag' | 'error' | 'warn', handler: (...given: never[]) => void): this;
    parse(xml: string): this;
  }
}
