// The words of the field and what each does in a name: some are measured, some only say of what, some turn the meaning round.
// A phrase is written as its words; it is also found written together ("logloss") or with capitals ("logLoss").

/** Which way a measure is wanted: larger, smaller, a value in between; `either`: the field uses the name both ways. */
export type Wanted = 'max' | 'min' | 'target' | 'either';

export type WordSense =
  /** Says what is measured. `share`: lies between 0 and 1, or 0 and 100 in per cent. */
  | { as: 'measure'; wanted: Wanted; share: boolean }
  /** "rate", "count": of what, the word before says, good and bad alike. */
  | { as: 'amount' }
  /** "score", "index": of something good, larger is better; of something bad, people use it both ways. */
  | { as: 'grade' }
  /** Less of something, more of it, less of what is spent, worse, different, apart. */
  | { as: 'fall' | 'rise' | 'growth' | 'saving' | 'worsening' | 'change' | 'gap' | 'waste' }
  /** Adjectives: "failed requests", "solved tasks". */
  | { as: 'good' | 'bad' }
  /** What is produced, processed or counted. */
  | { as: 'thing' }
  /** Turns the sign or the meaning of what follows. */
  | { as: 'negative' | 'not' }
  /** How numbers were put together, over which part of the data, averaged how, how much they vary. */
  | { as: 'statistic' | 'split' | 'spread' | 'bound' }
  /** A unit of time, of money, of storage, of energy. */
  | { as: 'time' | 'money' | 'storage' | 'energy' | 'percent' | 'unit' }
  /** "of" turns the order of words; "per" divides; the others end what the name is about. */
  | { as: 'of' | 'per' | 'end' }
  /** Chosen before the run; a fact about the candidate, the data or the machine. */
  | { as: 'setting' | 'attribute' }
  /** "number of", "n_". */
  | { as: 'number' }
  /** As the last word it makes something else of the words before: "loss weight", "latency target". */
  | { as: 'other' };

const senses: [WordSense | { as: 'measure'; wanted: Wanted; share?: boolean }, string][] = [
  // Shares: what is right, found, covered.
  [
    { as: 'measure', wanted: 'max', share: true },
    `accuracy, accuracies, acc, balanced accuracy, bacc, exact match, em, correctness, auc, auroc, auprc, aucpr, auc pr, roc, roc auc, auc roc, pr auc,
    prauc, aupr, ap, aps, apm, apl, ar s, arm, arl, map, mean average precision, average precision, avg precision, ar, f1, f2, f05, f0point5, f1 score, f score, f measure, fbeta, f beta,
    precision, recall, sensitivity, specificity, sens, spec, tpr, tnr, ppv, npv, true positive rate, true negative rate,
    positive predictive value, negative predictive value, precision at n, prn, r precision, rprec, iou, miou, io u, mean io u, giou, jaccard, dice, dsc, g mean, gmean,
    hit rate, hitrate, hits, hit, mrr, recip rank, reciprocal rank, ndcg, dcg, top1, top3, top5, top10, pass, passk, pass at,
    exact, pck, oks, success weighted by path length, spl, softspl, soft spl, idf1, idp, idr, pq, aupro, pixel accuracy, word accuracy, c index, cindex,
    concordance, concordance index, harrell c, uptime, availability, groundedness, faithfulness, factuality, factual consistency, context precision, context recall,
    answer relevancy, answer relevance, answer correctness, answer similarity, context relevancy, context relevance, context utilization, answer rate, retrieval precision, fcr,
    first contact resolution, first call resolution, bpref, ssim, ms ssim, msssim, stoi, estoi, success, win, wins, winrate, win rate,  completion, containment,
    accept rate, acceptance rate, approval, cache hit, cache hits, hit ratio, human preference, preference, coverage of catalog, item coverage, catalog coverage,
    catalogue coverage, user coverage, code coverage, test coverage, slo attainment, slo compliance, sla compliance, attainment, compliance, lddt, plddt, ptm, iptm, tm score, gdt,
    gdt ts, gdt ha, dockq, top k accuracy, rank1, rank 1, cmc, detection rate, probability of detection, pod, critical success index, csi, threat score, hit at, kendall w,
    yield, fill rate, on time delivery, service level, wip, word information preserved, validity, uniqueness, mostly tracked`,
  ],
  // Not bounded by 1, or not always.
  [
    { as: 'measure', wanted: 'max' },
    `kappa, cohen kappa, cohens kappa, quadratic kappa, quadratic weighted kappa, qwk, mcc, matthews, matthews correlation, matthews corrcoef, phi coefficient, youden, youden j, informedness,
    markedness, ks statistic, r2, r squared, rsquared, adjusted r2, adj r2, explained variance, d2, nse, nash sutcliffe, kge, willmott, correlation, corr, pearson, pearsonr, spearman, spearmanr,
    kendall, kendall tau, kendalltau, plcc, srcc, krcc, lcc, pcc, rho, cosine similarity, similarity, semantic similarity, sts,
    bleu, sacrebleu, bleurt, rouge, rouge l, rougel, rouge lsum, rougelsum, rouge1, rouge2, meteor, chrf, cider, ciderd, spice, bertscore, bert score, comet, comet22, cometkiwi, moverscore, bartscore, unieval, quality,
    relevance, relevancy, coherence, fluency, consistency, temporal consistency, helpfulness, harmlessness, honesty, truthfulness, informativeness, naturalness, adequacy, creativity,
    self consistency, interestingness, engagingness, engagement, completeness, usefulness, safety, robustness, fairness, interpretability, explainability, generalization, stability, reliability, resilience, performance, effectiveness, efficiency,
    efficacy, utility, benefit, benefits, net benefit, welfare, satisfaction, loyalty, trust, usability, accessibility, maintainability, reproducibility, portability, readiness,
    inception score, is mean, clip score, clipscore, clip similarity, clip i, clip t, clip iqa, clipiqa, clap, clap score, dino score, psnr, snr, segsnr, imagereward, image reward, hps, hpsv2, pickscore, pick score, aesthetic, aesthetics, musiq, maniqa, topiq, vmaf, geneval,
    vqascore, vqa score, vbench, aesthetic score, dynamic degree, fidelity, realism, alignment, prompt alignment, text alignment, perceptual quality,
    pesq, wb pesq, nb pesq, mos, dnsmos, utmos, nisqa, squim, sdr, si sdr, sisdr, ci sdr, sar, signal distortion ratio, signal to distortion ratio, signal interference ratio, signal to interference ratio, signal noise ratio,
    signal artefact ratio, signal artifact ratio, signal to artifact ratio, signal to artefact ratio, motar, delta1, delta2, delta3, time to collision, ttc, ego progress, making progress, route progress, sdri, si sdri, si snr, sisnr, si snri, sir, rtfx, smos, cmos, speaker similarity, sim o,  ovrl, bak,
    silhouette, silhouette score, ari, adjusted rand, adjusted rand index, rand, rand index, nmi, ami, normalized mutual information, normalized mutual info, adjusted mutual information, adjusted mutual info, v measure, homogeneity, calinski, calinski harabasz, calinski harabaz, ch index,
    fowlkes mallows, fmi, purity, modularity, dbcv, dunn, dunn index, trustworthiness, continuity, separation, inter cluster distance, topic coherence, npmi, topic diversity,
    reward, rewards, rew, return, episode reward, episode return, ep rew, cumulative reward, success rate, elo, trueskill, winning, score diff vs baseline,
    novelty, diversity, serendipity, personalization, aplt, aclt, tail coverage, shannon entropy, epc, efd, qini, auuc, uplift, lift, auuc score, qini coefficient,
    revenue, revenues, profit, profits, profitability, income, earnings, sales, margin, margins, gross margin, profit margin, roi, roas, romi, roe, roa, ltv, clv, lifetime value, customer lifetime value, arpu, arppu, arpdau, aov,
    order value, average order value, basket size, ctr, click through, clickthrough, click through rate, cvr, cr, conversion, conversions, conversion rate, click, clicks, ecpm, rpm revenue, rpc, epc earnings, retention, renewal, nps, net promoter, net promoter score, csat, signup, signups, sign ups, subscriptions,
    growth rate, market share, gmv, dau, mau, wau, adoption, activation, stickiness, upsell, cross sell, add to cart, repurchase, repeat purchase, open rate, reply rate, response rate, view through, viewability, watch time, dwell time, session duration,
    time on site, time on page, viewership, referrals, leads, qualified leads, npv value, irr, net present value, ebitda, cash flow, wages, recovered, recovery rate, recovery, collections rate, approval rate,
    sharpe, sharpe ratio, sortino, sortino ratio, calmar, calmar ratio, omega ratio, cagr, annual return, annualized return, total return, excess return, information ratio, information coefficient, rank ic, icir, profit factor, payoff ratio, win loss ratio,
    bedroc, enrichment, enrichment factor, ef1, snn, sctm, validity rate, druglikeness, drug likeness, ligand efficiency, chemical validity, novelty rate,
    lr plus, positive likelihood ratio, dor, diagnostic odds ratio, survival, survival rate, life years, qaly, qalys,
    mota, amota, hota, deta, assa, deta score, assre, asspr, detre, detpr, nds, sq panoptic, rq panoptic, planning score, pdms, epdms, driving score, route completion,
    throughput, goodput, qps, rps, tps, fps, iops, ips, ops per second, speedup, speed up, bandwidth, capacity, mfu, hfu, model flops utilization, apdex, mtbf, mttf, time between failures, time to failure, time between failure, mean time between failures, mean time to failure, battery life, lifetime, headroom, concurrency supported,
    log likelihood, loglikelihood, loglik, llf, log evidence, marginal likelihood, elbo, likelihood, signal to noise, signal to noise ratio, skill, skill score, crpss, bss, brier skill score, anomaly correlation,
    equalized odds ratio, equalised odds ratio, demographic parity ratio, equal opportunity ratio, min max ratio, worst group accuracy, consistency score, exposure, privacy budget left,
    true pos, true neg, true pos rate, true neg rate, true positive, true positives, true negative, true negatives, tp, tn, winners, accuracy score, detections correct, renewable, renewable share, tokens per watt, manifest quality, mt bench, mtbench, arena hard, alpacaeval,
    classification, pair classification, retrieval, reranking, clustering, summarization, bitext mining, instruction following,
    mmlu, mmlu pro, mmlupro, mmmu, mmmlu, cmmlu, ceval, c eval, agieval, gsm8k, gsm, gsm plus, hellaswag, hella swag, arc, arc c, arc e, arc challenge, arc easy, winogrande, wino grande, truthfulqa, truthful qa, humaneval, human eval, humanevalplus, mbpp, mbppplus, bbh, big bench hard,
    gpqa, ifeval, musr, math500, math 500, math lvl 5, boolq, piqa, siqa, openbookqa, obqa, squad, squadv2, triviaqa, trivia qa, naturalquestions, natural questions, nq open, livecodebench, live code bench, swe bench, swebench, aime, aime24, aime25, hle, docvqa, chartqa, textvqa, infovqa, vqav2, vqa, ocrbench, mathvista, mmbench, mmvet, seedbench, scienceqa,
    cola, sst2, mrpc, qqp, mnli, qnli, rte, wnli, stsb, glue, superglue, beir, msmarco, lambada, copa, csqa, commonsenseqa, race, xnli, xcopa, mgsm, flores, babilong, needle, ruler, longbench, bfcl, toolbench, agentbench, gaia, webarena, osworld, simpleqa, bigcodebench, tau bench, imagenet, imagenet top1, lmsys, arena, arena elo`,
  ],
  // Errors, waits, costs.
  [
    { as: 'measure', wanted: 'min', share: true },
    `fpr, fnr, fdr, for rate, fomr, far, frr, false omission, false omission rate, eer, equal error rate, hter, apcer, bpcer, acer, misclassification, misclassification rate, hamming loss, hamming, zero one loss, wer, cer, ter, mer, der, wil, jer, word error, word error rate, character error rate, char error rate,
    false positive rate, false negative rate, false alarm rate, false discovery rate, false acceptance rate, false rejection rate, false match rate, fmr, fnmr, false non match rate, miss rate, overall error, per`,
  ],
  [
    { as: 'measure', wanted: 'min' },
    `loss, losses, log loss, logloss, cross entropy, crossentropy, xent, bce, nll, negative log likelihood, neg log likelihood, negative loglik, hinge, perplexity, ppl, bpb, bpc, bpp, bits per byte, bits per char, bits per character, bits per pixel, bits per dim,
    bits per dimension, error, err, errors, mistake, mistakes, rmse, mse, mae, mape, smape, wmape, mdape, mrae, gmrae, mdae, rmsle, msle, nrmse, nmae, nmse, normalized rmse, mase, rmsse, wrmsse, owa, msis, rae, rrse, rse, medae, rmspe, rmsd, scrmsd, sse, wape, mean absolute error, mean squared error, root mean squared error, crps, brier, brier score, brier loss, pinball,
    pinball loss, quantile loss, winkler, winkler score, interval score, interval width, mpiw, nmpiw, pinaw, cwc, avg set size, set size, prediction set size, ece, mce, ace, ece loss, tce, sce, calibration error, expected calibration error, maximum calibration error, adaptive calibration error, miscalibration, miscal area, miscalibration area, ma cal, rms cal, calibration loss,
    deviance, mad error, theil u, theils u, aic, aicc, bic, mdl, waic, looic, spectral angle, sam angle, relative error, absolute error, squared error, forecast error, reconstruction error, training error, energy distance, wasserstein, wasserstein distance, emd, earth mover distance, mmd, kl, kl divergence, kld, js divergence, jsd, divergence, hellinger, chamfer, chamfer distance, hausdorff, hd95, assd, asd surface, frechet, edit distance,
    levenshtein, normalized edit distance, ned, euclidean distance, epe, aepe, end point error, abs rel, absrel, sq rel, silog, normalized deviation, normalised deviation, wql, mwql, maql, mean interval score, mis, rmse log, log10 error, ate rmse, absolute trajectory error, rpe, ade, fde, minade, minfde, brier minfde, mate, mase box, maoe, mave, maae, amotp, mpjpe, pa mpjpe, pve, nme, flow error, f1 all outliers,
    id switches, idsw, ids, id switch, idswitches, switches, fragmentations, fragmentation, frag, fragments, mostly lost, fid, kid, fvd, fad, fcd, lpips, dists, niqe, brisque, piqe, fdd, cmmd, mcd, mel cepstral distortion, distortion, artefact, artefacts, artifacts, blur, flicker, lsd, pit, vuv error, min dcf, mindcf, dcf, act dcf, cllr, t dcf, tdcf, rtf, real time factor, metricx, metric x, mqm, mqm errors,
    davies bouldin, db index, davies bouldin score, inertia, wcss, within cluster sum of squares, sse cluster, stress, kruskal stress, intra cluster distance, intra cluster variance, xie beni,
    regret, cumulative regret, simple regret, collision, collisions, crash, crashes, falls, disengagements, disengagement, interventions, intervention, jerk, distance to goal, final distance, tracking error, infractions, violation, violations, constraint violation, incidents, accidents,
    latency, latencies, time, times, runtime, run time, walltime, wall time, wall clock, duration, elapsed, delay, lag, wait, waiting time, wait time, waiting,  queueing, response time, inference time, processing time, handling time, turnaround, turnaround time, tat, cycle time, lead time, time to market, execution time, training time, fit time, latency overhead, ttft, tpot, itl, tbt, ttfb, ttlb, ttfa, ttlt, time to first token, time per output token, inter token latency, time to first byte, time to train, time to solution, time to target, time to resolution, time to recovery, aht, average handle time, average handling time,
    mttr, mttd, mtta, mean time to repair, mean time to recovery, mean time to detect, cold start, jitter, downtime, rtt, round trip, stall, stalls, rebuffering, compile time, load time, startup time, boot time, step time, iteration time, build time, e2e, e2el, e2e latency, makespan, tardiness, lateness, cpu time, gpu time, gpu hours, gpu days, gpuh, cpu hours, core hours, node hours, person hours, man hours, training hours,
    cost, costs, price, prices, pricing, fee, fees, spend, spending, expense, expenses, expenditure, bill, billing, charge, charges, tco, total cost of ownership, capex, opex, overhead cost, acos, cac, cpa, cpl, cpi install, cpo, cost per acquisition, cost per lead, cost per action, cost per install, wage cost, tax, taxes, penalty, penalties, fine, fines, interest expense, transaction cost, slippage, egress, ingress cost,
    expected loss, lgd, ead loss, npl, default rate, delinquency, delinquencies, charge off, chargeoff, charge offs, chargeback, chargebacks, fraud loss, fraud losses, write off, write offs, bad rate, roll rate, psi, population stability index, population stability, drift, data drift, concept drift, covariate shift,
    energy, power, power draw, power consumption, electricity, kwh, co2, co2e, co2eq, carbon, emission, emissions, carbon footprint, carbon intensity, ghg, pue, water usage, water consumption, wue, embodied carbon, heat, noise level,
    param, params, parameters, parameter, nparams, param count, params count, num params, trainable params, trainable parameters, active params, active parameters, weights count, memory, memory usage, memory footprint, mem, ram, ram usage, vram, rss, max rss, peak rss, footprint, disk, disk usage, disk space, disk size, storage, model size, file size, checkpoint size, size on disk, package size, binary size, artifact size, artefact size, bundle size, download size, index size, kv cache, kv cache size, gmacs, macs, gmac, mac ops, mult adds, madds, macts, flops, flop, gflops, mflops, tflops, activations,
    memory size, weight size, image pull size, overfit, overfitting, generalization gap, optimality gap, duality gap, train test gap, complexity, model complexity, cyclomatic complexity, toxicity, duplication, hate rate, hate speech, profanity, stereotypes, stereotype, stereotyping, hallucination, hallucinations, hallucinated, unsafe rate, harmfulness, harm, memorization, leakage, privacy leakage, data leakage, contamination, sycophancy, deception, jailbreak rate,
    repetition rate, redundancy, verbosity penalty, churn, attrition, abandonment, abandoned, cart abandonment, bounce, bounces, bounce rate, unsubscribe, unsubscribes, unsubscription, opt out, opt outs, complaint, complaints, refund, refunds, escalation, escalations, tickets, no show, no shows, cancellation, cancellations, spam rate, spam complaints, stockout, stockouts, stock out, backorder, backorders, waste, shrinkage, spoilage, scrap, scrap rate, rework, defect, defects, defect rate, dpmo, warranty claims, injuries, mortality, readmission, readmissions, adverse events, adverse event, side effects, complications, infections, deaths, missed diagnoses, dropout rate patients, cumulative loss,
    failure, failures, fail, fails, failed, fault, faults, timeout, timeouts, oom, ooms, exception, exceptions, retry, retries, bug, bugs, vulnerabilities, rollback, rollbacks, cache miss, cache misses, page faults, evictions, preemptions, throttles, throttling, packet loss, dropped, sla violations, slo violations, sla breaches, breaches, http 5xx, 5xx, 4xx, invalid rate, syntax errors, indentation errors, lazy comments, exhausted context windows, error outputs, warnings, non compliance,
    false pos, false neg, false pos rate, false neg rate, false positive, false positives, false negative, false negatives, false alarm, false alarms, false discovery, false acceptance, false rejection, false match, false non match, fp, fn, miss detection, misses, miss, missed detections, lr minus, negative likelihood ratio, demographic parity difference, demographic parity diff, dp difference, dpd, dp diff, equalized odds difference, equalised odds difference, equalized odds diff, eodds, counterfactual unfairness, disparity gap, accuracy gap, disparate mistreatment, theil index, generalized entropy index, between group theil, unfairness, inequality, inequity, discrimination, popreo, popularity bias gap, arp, average recommendation popularity,
    vina, vina score, docking score, docking, binding affinity, binding energy, binding free energy, glide score, sa score, synthetic accessibility, clashes, steric clashes, strain energy, forgetting, backward forgetting, catastrophic forgetting, interference, dissatisfaction, inventory cost, risk exposure, noise error, rank of correct item, med r, medr, mean r, mnr, median rank, mean rank, average rank correct, ghosting, loss rate, human effort, manual effort, post edit effort, hter edit, tokens used, prompt cost, completion cost, moving cost, average travel time, detour, fuel, fuel consumption, mileage cost, congestion, queue length, queue time, backlog, inventory shortage, late deliveries, late delivery`,
  ],
  [
    { as: 'measure', wanted: 'target' },
    `pct stereotype, disparate impact, dir ratio, disparate impact ratio, calibration slope, calibration intercept, calibration in the large, citl, observed expected ratio, oe ratio, expected observed ratio,
    durbin watson, picp, prediction interval coverage, prediction interval coverage probability, interval coverage, nominal coverage, average odds difference, fpr disparity, fnr disparity, tpr disparity, tnr disparity, ppr disparity, pprev disparity, fdr disparity, for disparity, precision disparity, npv disparity, forecast bias, mean bias error, mbe, mean bias, mean signed error, percent bias, pbias, lambda gc, genomic inflation`,
  ],
  // Used both ways, signed, or of one case: the field does not determine it.
  [
    { as: 'measure', wanted: 'either' },
    `spd, statistical parity difference, equal opportunity difference, eod, aod, mean difference, bias, biases, residual, residuals, mean error, odds ratio, hazard ratio, risk ratio, relative risk, incidence rate ratio, p value, pvalue, pval, t stat, t statistic, f statistic, z score, chi2, chi square, effect size, cohens d,  beta, alpha, gamma, lambda, sigma, epsilon,
    confidence, mean confidence, uncertainty, entropy, variance explained by noise, mutual information, probability, prob, sharp, sharpness, coverage, calibration, ks, gini, gini index, giniindex, gini coefficient, var, value at risk, cvar, expected shortfall, drawdown, max drawdown, max dd, mdd, volatility, vol, turnover, leverage, exposure net, skew, skewness, kurtosis,
    refusal, refusals, refused, refusal rate, attack success, attack success rate, asr, jailbreak, bleu brevity, brevity, brevity penalty, length, len, response length, output length, episode length, ep len, episode len, ep length, tokens generated, verbosity, readability, perplexity shift, sparsity, density, compression, compression ratio, noise, noise ratio, clip fraction, clipfrac, explained by noise, grad norm, gradient norm, kl coef, approx kl,
    utilization, utilisation, util, gpu util, cpu util, gpu utilization, cpu utilization, cpu usage, gpu usage, cpu percent, gpu percent, occupancy, load, load average, bitrate, bit rate, sampling rate, frequency, temperature reading, speed, price performance, cpc, cpm, cpv, cost per click, cost per mille, cpi, frequency cap, impressions, reach, discount, discounts, return rate, returns, basket, effort, customer effort, customer effort score, ces, age gap,
    days of inventory, inventory days, inventory, stock, stock level, inventory turnover, days, homo lumo gap, homolumo, band gap, bandgap, logp, qed, sa, tpsa, molecular weight, mw, logs, dipole, polarizability, homo, lumo, formation energy, solubility, hallucination score, ser, motp, mt, ml, lr likelihood, sim, support, risk, impact, sentiment, intensity, popularity, price elasticity, elasticity, temperature, interest rate, apr,
    anomaly, outlier, outliers, novelty detection, intervals, surprise, surprisal, curiosity, exploration, temperature scaling, shift, selection rate, positive rate, prediction rate, acceptance, approvals total, alerts, alert rate, alarms, alarm rate, flag rate, flagged, flagged rate, intervention rate target, contact rate, prevalence shift, rejection, rejection rate, abstention, abstention rate, deferral, deferral rate, escalate to human, automation bias, rounds, turns, size, sizes, tool calls, context window, context length, context size, n ctx, max context, depth, width, height, area, volume,  area ratio, angle, intercept, slope, offset, contrast, saturation, brightness, loudness, pitch, tempo, ranking, agreement, disagreement, kl to reference, kl penalty,  trust region, hosmer lemeshow, log odds, difficulty, hardness, complexity class, rate of change, speed factor, scale factor, imbalance, `,
  ],
  // Of what: the word before says.
  [
    { as: 'amount' },
    `distance, rate, rates, ratio, ratios, percentage, percent of, pct of, share, shares, fraction, frac, proportion, incidence, frequency of, level, levels, amount, amounts, quantity, magnitude, degree, sum of, value, values, coefficient, coef of, result, results, metric, metrics, measure, measurement, statistic, probability of, chance, prob of, likelihood of, event, events, case`,
  ],
  [
    { as: 'grade' },
    `score, scores, index, indices, rating, ratings, grade, grades, points, point, mark, rank score, quality score, evaluation, eval score, benchmark, judgement, judgment, judge, metric value, assessment`,
  ],
  [{ as: 'fall' }, `drop, decrease, reduction, reductions, decline, shrink, cut, cuts, lowering, reduced, decreased`],
  [
    { as: 'saving' },
    `saving, savings, saved, avoided, prevented, averted, recovered loss, avoidance, prevention, relief`,
  ],
  [{ as: 'worsening' }, `degradation, deterioration, worsening, overrun, overruns, erosion, decay`],
  [
    { as: 'rise' },
    `gain, gains, improvement, improvements, improve, boost, uplift of, advantage, enhancement, recovery of`,
  ],
  [{ as: 'growth' }, `increase, increases, growth, rise, inflation, increment`],
  [
    { as: 'change' },
    `delta, diff, difference, differences, change, changes, deviation, disparity, imbalance of, asymmetry, relative to, vs baseline, shift of, trend`,
  ],
  [{ as: 'gap' }, `gap, gaps, shortfall, deficit, spread gap`],
  [
    { as: 'waste' },
    `overhead, usage, consumption, consumed, requirement, requirements, demand, need, excess, footprint of, burden, exposure to`,
  ],
  [
    { as: 'good' },
    `correct, valid, successful, accepted, completed, passed, passing, resolved, solved, true, right, accurate, relevant, on time, satisfied, safe, clean, healthy, useful, wellformed, well formed, good, positive feedback, unbiased, nontoxic, compliant, answered, detected, served, converted, retained, helpful, faithful, grounded, engaged, happy`,
  ],
  [
    { as: 'bad' },
    `wrong, incorrect, invalid, unsuccessful, incomplete, incompletion, missed, broken, lost, late, stale, bad, unsafe, toxic, hateful, malformed, harmful, unanswered, undetected, unresolved, unfair, unstable, inconsistent, irrelevant, offensive, toxic output, corrupted, corrupt, aborted, killed, skipped, inaccurate, infeasible, unfaithful, ungrounded, unreliable, inconsistency, inaccuracy, instability, irrelevance, incoherence, dissatisfied, failing, unhappy, overdue, delayed, blocked requests, erroneous, incompliant, noncompliant, biased`,
  ],
  [
    { as: 'thing' },
    `token, toks, tok, prompt tokens, completion tokens, output tokens, input tokens, total tokens, sample, samples, image, images, img, imgs, frame, frames, item, request, requests, req, reqs, query, queries, row, rows, document, documents, doc, docs, sentence, sentences, word, words, char, chars, character, characters, example, examples, page, pages, record, records, message, messages, call, calls, transaction, transactions, task, tasks,  tests, tests total, case count, cases, instance, instances, object, objects, box, boxes, prediction, predictions, output, outputs, answer, answers, question, questions, candidates, candidate, user, users, visitor, visitors, session, sessions, visit, visits, customer, customers, iteration, iterations, timesteps, step, steps, it, iters, episodes, episode, epoch,  trials, trade, trades, votes, vote, class, classes, label, labels, feature, features, group, groups, observation, observations, clusters, cluster, runs, run, files, file, lines, line, points of data, patients, patient, packets, bytes count, batches, jobs, job, operations, ops, op, inferences, inference, generations, generation, responses, response, recommendations, edges, nodes, vertices, atoms, molecules, residues, games, matches, matches played, rooms, orders, order, units sold, shots, scenes, utterances, clips, videos, video, audio, second of audio, detection, detections, decision, decisions, evaluations, attendees`,
  ],
  [{ as: 'negative' }, `neg, negated, inverse, inverted`],
  [{ as: 'not' }, `non, not, un, anti, without any, lack of, absence of, zero`],
  [
    { as: 'statistic' },
    `mean, avg, average, averaged, median, med, max, maximum, min, minimum, total, sum, worst, best, peak, tail, final, last, first, overall, aggregate, aggregated, rms, geomean, geometric mean, harmonic mean, gm, hm, typical, nominal, expected, estimated, observed, actual, measured, current, raw, net, gross, normalized, normalised, norm, scaled, relative, rel, absolute, abs, adjusted, adj, weighted, macro, micro, unweighted, samples avg, balanced, per class, per category, percentile, quantile, ema, smoothed, rolling, cumulative, monthly, yearly, annual, daily, hourly, weekly, annualized, log, squared, root, all, global, local`,
  ],
  [
    { as: 'split' },
    `test, val,  validation, train, training, dev, holdout, held out, hold out, eval, evaluation set, oof, out of fold, cv, cross val, cross validation, public, private, ood, in domain, out of domain, online, offline, unseen, seen, clean set, testset,  metric set, eval set, rollout, perf, new, old, baseline, model, models, classifier, student, teacher, gpu, cpu, a100, v100, t4, h100, tensorrt, onnx, cuda, server, client, prompt, decode, prefill, inference set, system, user set, http, api, app`,
  ],
  [
    { as: 'spread' },
    `std, sd, stddev, std dev, stdev, standard deviation, stderr, std err, std error, standard error, sem, se, variance, iqr, cov, coefficient of variation, cv percent, error bar, error bars, margin of error, moe`,
  ],
  [
    { as: 'bound' },
    `ci, ci95, ci 95, ci90, ci99, ci lower, ci upper, ci low, ci high, lower ci, upper ci, conf low, conf high, confidence interval, lower bound, upper bound, lower, upper, lb, ub, lcb, ucb, interval low, interval high, ci width`,
  ],
  [
    { as: 'time' },
    `ns, nanos, nanosecond, nanoseconds, us, micros, microsecond, microseconds, ms, msec, msecs, millis, millisecond, milliseconds, s, sec, secs, second, seconds, mins, minute, minutes, h, hr, hrs, hour, hours, d, day, week, weeks, month, months, year, years, yr`,
  ],
  [{ as: 'money' }, `usd, eur, gbp, chf, cny, inr, jpy, dollar, dollars, euro, euros, cent, cents, pounds, us dollars`],
  [{ as: 'storage' }, `byte, bytes, kb, mb, gb, tb, kib, mib, gib, tib`],
  [{ as: 'energy' }, `joule, joules, j, mj, millijoule, millijoules, kj, wh, mwh, watt, watts, w, kw, watt hours`],
  [{ as: 'percent' }, `percent, pct, perc, percentage points, pp`],
  [
    { as: 'unit' },
    `db, px, pixels, km, mm, cm, m, meters, metres, kg, grams, tons, kcal, mol, ev, angstrom, hz, khz, rad, deg, degrees, points pct, bps, kbps, mbps, ppm, k, b`,
  ],
  [{ as: 'of' }, `of, de, du, des, del, di, da, do, dos, della`],
  [{ as: 'per' }, `pro, par, por, each, every, je`],
  [
    { as: 'end' },
    `with, without, at, on, for, to, vs, versus, in, over, under, from, by, between, within, across, after, before, during, against, using, until, via, and, or, given, below, above, on disk, than`,
  ],
  [
    { as: 'setting' },
    `lr, learning rate, learningrate, initial lr, base lr, max lr, min lr, batch, batch, batch size, batchsize, bs, micro batch size, gradient accumulation, grad accum, block size, n head, n heads, num heads, heads, n layer, n layers, num layers, layers, hidden size, hidden dim, hidden units, hidden layers, embed dim, embedding dim, embedding size, n embd, d model, dim, dims, dimension, dimensions, ffn dim, dropout, dropout rate, drop rate, drop path, weight decay, wd, l1 reg, l2 reg, reg alpha, reg lambda, max epochs, num epochs, n epochs, num train epochs, warmup, warmup steps, warmup ratio, momentum, top p, top k, topk, temperature setting, max tokens, max new tokens, max length, max seq len, max len, seq len, seq length, sequence length, context len,
    max depth, maxdepth, n estimators, nestimators, num trees, n trees, num leaves, max leaves, min child weight, min samples leaf, min samples split, max features, max bin, subsample, colsample, colsample bytree, learning rate decay, n neighbors, n clusters, n components, n bins, n jobs, n folds, k folds, n splits, n iter, max iter, max steps, num steps, efconstruction, ef construction, efsearch, ef search, ef, nprobe, nlist, imgsz, img size, image size, input size, input res, resolution, infer img size, crop size, crop pct, patch size, kernel size, stride, filters, num filters, padding, vocab size, chunk size, chunk overlap, overlap, sampling steps, inference steps, num inference steps, diffusion steps, nfe, cfg, cfg scale, guidance, guidance scale, beam size, beam width, num beams, beams, concurrency, max concurrency, replicas, num workers, workers, threads, num threads, n threads, processes, lora r, lora rank, lora alpha, bits, nbits, port,  thresholds,  burstiness, request rate, rate limit,  forecast horizon, lookback, window size,  history length, patience,  tol, budget, time limit, timeout setting, gpu layers, ngl, n gpu layers, n batch, n ubatch, tensor parallel, pipeline parallel, tp size, dp size, pp size, few shot, n shot, num shots, num fewshot, num clients, hyperparameter, hyperparameters, n prompt, n gen, buffer size, replay size, discount factor, clip range, ent coef, vf coef, gae lambda, polyak, augmentations, augment, optimizer,  quantization, gpus requested, max candidates, num candidates, num negatives, neg samples, negatives, negative samples, n factors, num factors, factors, embedding dims, regularization, reg, min support, virtual users, vus, spawn rate, ramp up, sample rate, mixup, label smoothing, smoothing, loss weight, class weight, pos weight, scale pos weight, ema decay, ema rate, min lr ratio, c param, degree param, max rank, epochs`,
  ],
  [
    { as: 'attribute' },
    `age, sex, gender, vcpu, vcpus, cpu count, gpu count, cores, core count, num gpus, n gpus, num cpus, n cpus, ram total, ram total size, base rate, prevalence, seasonal error, stack level, longitude, latitude, version, loan amount, group size, total entities, model year, layers frozen, accelerators, num accelerators, can infer, fit order, zip, zipcode, postcode, income group, education, height cm, weight kg, bmi, price tier, cpu model, gpu model, kernel, license, sample size, test size, train size, dataset size, data size, n train, n test, train rows, test rows, nodes count`,
  ],
  [{ as: 'number' }, `n, num, number, nr, count, counts, cnt, numof, total number, total count`],
  [
    { as: 'other' },
    `target, targets, limit, limits, weight, weights, factor,  threshold, type, function, fn name, name, mode, id, schedule, scheduler, window, horizon, interval, tolerance, config, cutoff, goal, objective, constraint, cap, quota, sla, slo,    category, class name, bucket, band, tier, currency, status, flag, seed, key,  coef, scale, bin, bins`,
  ],
];

/** One phrase of the lexicon, found in a name. */
export interface FoundWord {
  sense: WordSense;
  /** As the lexicon lists it, for sentences. */
  phrase: string;
}

const byKey = new Map<string, FoundWord & { words: number }>();
for (const [sense, phrases] of senses) {
  const full: WordSense = sense.as === 'measure' ? { share: false, ...sense } : sense;
  for (const listed of phrases.split(',')) {
    const phrase = listed.trim().replace(/\s+/g, ' ');
    if (phrase === '') continue;
    const words = phrase.split(' ').length;
    const key = phrase.replaceAll(' ', '');
    if (!byKey.has(key)) byKey.set(key, { sense: full, phrase, words });
  }
}
/**
 * Errors by their initials, "RMdSE", "GMAE", "MSLRE": perhaps the root of a mean, median or weighted mean of absolute, squared,
 * percentage, scaled, relative or logarithmic errors. Hyndman & Koehler (2006), Int. J. Forecast. 22(4):679–688, name them so.
 */
for (const root of ['', 'r'])
  for (const mean of ['m', 'md', 'gm', 'g', 'w', 'wm', 'n', 'nm'])
    for (const error of ['a', 's', 'ap', 'sp', 'as', 'ss', 'sl', 'slr', 'ra', 'rs', 'alp']) {
      const key = `${root}${mean}${error}e`;
      const sense: WordSense = { as: 'measure', wanted: 'min', share: false };
      if (!byKey.has(key)) byKey.set(key, { sense, phrase: key, words: 1 });
    }
byKey.set('rmape', byKey.get('mape')!);

/** The most words of any phrase. */
export const longestPhrase = Math.max(...Array.from(byKey.values(), ({ words }) => words));

/** A phrase by its words written together. O(1). */
export const phraseOf = (key: string): (FoundWord & { words: number }) | undefined => byKey.get(key);

const withoutPlural = (word: string): string[] =>
  word.length < 4 || !word.endsWith('s') ? [] : [word.slice(0, -1), word.slice(0, -2), `${word.slice(0, -3)}y`];
const opposite = /^(?:un|in|im|ir|dis|mis|non)(?=\p{L}{4})/u;

/**
 * One word: as listed, in the plural, with a number behind ("ndcg10"), with the letter of a mean or a weighting before
 * ("mDice", "nRMSE"), or the opposite of a word that is listed ("inefficiency").
 */
export function wordOf(word: string): FoundWord | null {
  const listed = byKey.get(word);
  if (listed) return listed;
  for (const singular of withoutPlural(word)) {
    const found = byKey.get(singular);
    if (found) return found;
  }
  const isMeasure = (found: FoundWord | undefined) => found?.sense.as === 'measure' && found.phrase.length > 1;
  const plain = /^(\p{L}{2,})\d{1,3}(?:k|point\d+)?$/u.exec(word)?.[1];
  if (plain !== undefined && isMeasure(byKey.get(plain))) return byKey.get(plain)!;
  const rest = opposite.test(word) ? byKey.get(word.replace(opposite, '')) : undefined;
  if (rest?.sense.as === 'good' || (rest?.sense.as === 'measure' && rest.sense.wanted === 'max')) {
    return { sense: { as: 'bad' }, phrase: word };
  }
  if (/^[mnw]\p{L}{2,}/u.test(word) && isMeasure(byKey.get(word.slice(1)))) return byKey.get(word.slice(1))!;
  return null;
}
