import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Problem } from '@ganh/kernel';
import { WakeUpWorker } from '@ganh/queue';
import { Needs } from '../edge/actor';

/** Work that failed so often that it waits for a person. Keys and numbers only: it belongs to no cooperative. */
@ApiTags('work')
@Controller('api/v1/parked-work')
export class ParkedWorkController {
  constructor(private readonly worker: WakeUpWorker) {}

  @Needs('work.read')
  @Get()
  async list() {
    return { items: await this.worker.parked(), nextCursor: null };
  }

  /** Forgets the failures and tries again at once. */
  @Needs('work.read')
  @Post(':name/:key/retry')
  @HttpCode(202)
  async retry(@Param('name') name: string, @Param('key') key: string) {
    if (!(await this.worker.retryParked(name, key))) throw Problem.notFound();
    return { name, key };
  }
}
