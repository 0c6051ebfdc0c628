/**
 * The words of many names as bytes in one array. A million strings would be walked by the garbage collector again and again;
 * bytes are not. Names are added in the order of their slots; words are a–z only.
 */
export class NameArena {
  private bytes = new Uint8Array(4_096);
  private ends = new Uint32Array(256);
  private count = 0;

  get byteLength(): number {
    return this.bytes.byteLength + this.ends.byteLength;
  }

  add(words: readonly string[]): void {
    const text = words.join(' ');
    const start = this.startOf(this.count);
    const end = start + text.length;
    if (end > this.bytes.length) {
      const bytes = new Uint8Array(Math.max(this.bytes.length * 2, end));
      bytes.set(this.bytes);
      this.bytes = bytes;
    }
    if (this.count === this.ends.length) {
      const ends = new Uint32Array(this.count * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    for (let i = 0; i < text.length; i += 1) this.bytes[start + i] = text.charCodeAt(i);
    this.ends[this.count] = end;
    this.count += 1;
  }

  /** The words of the name added as number `slot`, from 0. */
  words(slot: number): string[] {
    const start = this.startOf(slot);
    const end = this.ends[slot]!;
    if (start === end) return [];
    let text = '';
    for (let i = start; i < end; i += 1) text += String.fromCharCode(this.bytes[i]!);
    return text.split(' ');
  }

  private startOf(slot: number): number {
    return slot === 0 ? 0 : this.ends[slot - 1]!;
  }
}
