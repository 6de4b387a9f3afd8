import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CreatedEarlier, Idempotent, Returns } from '../http/route.js';
import * as contract from './accounts.contract.js';
import { PeopleService } from './people.service.js';

@ApiTags('People')
@Controller('v1/people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Post()
  @Access('operator')
  @Idempotent({ keeps: 'id' })
  @Returns(201, 'The person with all memberships', contract.Person)
  async create(
    @Body({ schema: contract.NewPerson }) body: contract.NewPerson,
    @CreatedEarlier() earlier: string | undefined,
  ): Promise<contract.Person> {
    return earlier ? this.people.get(earlier) : this.people.create(body);
  }
}
