import type { Logger } from '@nestjs/common';
import { Log } from './log';

type Fields = Readonly<Record<string, unknown>>;

/** One line an event: words, then fields as JSON. */
export class NestLog extends Log {
  constructor(private readonly logger: Logger) {
    super();
  }
  debug(message: string, fields?: Fields): void {
    this.logger.debug(line(message, fields));
  }
  info(message: string, fields?: Fields): void {
    this.logger.log(line(message, fields));
  }
  warn(message: string, fields?: Fields): void {
    this.logger.warn(line(message, fields));
  }
  error(message: string, fields?: Fields): void {
    this.logger.error(line(message, fields));
  }
}

function line(message: string, fields?: Fields): string {
  return fields ? `${message} ${JSON.stringify(fields)}` : message;
}
