import { Module } from '@nestjs/common';
import { BoardController } from './board.controller.js';
import { BoardListener } from './board-listener.js';
import { BoardService } from './board.service.js';
import { BoardStreams } from './board-streams.js';
import { DayCloseService } from './day-close.service.js';

/** The warehouse's board and the close of its day. Reads every feature's tables, writes its own. */
@Module({
  controllers: [BoardController],
  providers: [BoardListener, BoardService, BoardStreams, DayCloseService],
})
export class BoardModule {}
