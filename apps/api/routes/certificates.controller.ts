import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CertificateService } from '@ganh/catalogue';
import { certificateRequest } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { ZodBody } from '../edge/zod';

const VIETNAM_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

@ApiTags('certificates')
@Controller('api/v1/certificates')
export class CertificatesController {
  constructor(private readonly certificates: CertificateService) {}

  @Needs('products.read')
  @Get()
  async list(@Who() actor: Actor) {
    return { items: await this.certificates.list(actor), nextCursor: null };
  }

  @Needs('certificates.write')
  @Post()
  add(@Who() actor: Actor, @ZodBody(certificateRequest) body: z.infer<typeof certificateRequest>) {
    const { issuedOn, validUntil, ...rest } = body;
    // Valid through its last day, in Vietnam.
    return this.certificates.add(actor, {
      ...rest,
      issuedAt: dayStart(issuedOn),
      validUntilAt: dayStart(validUntil) + DAY_MS,
    });
  }
}

function dayStart(isoDay: string): number {
  return Date.parse(`${isoDay}T00:00:00Z`) - VIETNAM_MS;
}
