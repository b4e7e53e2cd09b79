// Maps every operation to its handler. The types make sure that none is missing.
import { ballotCommands } from '../services/ballots.ts';
import { candidateCommands, candidateQueries } from '../services/candidates.ts';
import { decisionCommands, decisionQueries, decisionTasks } from '../services/decisions.ts';
import { explanationCommands, explanationQueries, explanationTasks } from '../services/explanations.ts';
import type { CommandHandlers, QueryHandlers } from '../services/handlerTypes.ts';
import { importTasks } from '../services/imports.ts';
import { lateFileCommands } from '../services/lateFiles.ts';
import { libraryTasks } from '../services/library.ts';
import { listedReviewTasks } from '../services/listedReviews.ts';
import { liveTasks } from '../services/live.ts';
import { measuredCommands } from '../services/logMeasurements.ts';
import { metricCommands, metricQueries } from '../services/metrics.ts';
import { objectiveCommands } from '../services/objectives.ts';
import { preferenceTasks } from '../services/preferences.ts';
import { predictionCommands, predictionQueries, predictionTasks } from '../services/predictions.ts';
import { proposalCommands, proposalQueries } from '../services/proposals.ts';
import { reviewCommands, reviewQueries } from '../services/review.ts';
import { roleCommands } from '../services/roles.ts';
import { roundCommands, roundQueries, roundTasks } from '../services/rounds.ts';
import { scenarioCommands } from '../services/scenarios.ts';
import { serverTasks } from '../services/servers.ts';
import { taskTasks } from '../services/tasks.ts';
import { updateTasks } from '../services/updates.ts';
import { uploadTasks } from '../services/uploads.ts';
import { versionTasks } from '../services/versions.ts';
import type { TaskHandlers } from '../services/taskTypes.ts';

type Handlers = QueryHandlers & CommandHandlers & TaskHandlers;

export const handlers: Handlers = {
  ...reviewQueries,
  ...reviewCommands,
  ...candidateQueries,
  ...candidateCommands,
  ...metricQueries,
  ...metricCommands,
  ...objectiveCommands,
  ...roleCommands,
  ...ballotCommands,
  ...scenarioCommands,
  ...predictionQueries,
  ...predictionCommands,
  ...measuredCommands,
  ...explanationQueries,
  ...explanationCommands,
  ...decisionQueries,
  ...decisionCommands,
  ...proposalQueries,
  ...proposalCommands,
  ...roundQueries,
  ...roundCommands,
  ...lateFileCommands,
  ...libraryTasks,
  ...preferenceTasks,
  ...updateTasks,
  ...listedReviewTasks,
  ...importTasks,
  ...serverTasks,
  ...decisionTasks,
  ...predictionTasks,
  ...explanationTasks,
  ...taskTasks,
  ...liveTasks,
  ...roundTasks,
  ...uploadTasks,
  ...versionTasks,
};
