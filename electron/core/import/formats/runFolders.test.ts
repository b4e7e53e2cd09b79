// Runs, not rows: what training loops, searches and trackers leave in folders is one candidate per run, and the preview says which
// value of many was taken.
import { describe, expect, it } from 'vitest';
import { fixture, fixtureFolder } from '../testing/fixtures.ts';
import { read, readFolder, rowsOf, usesOf } from '../testing/readBytes.ts';

const messages = (result: Awaited<ReturnType<typeof read>>) => result.preview.problems.map(({ message }) => message);

describe('Lightning', () => {
  it('gives a candidate per version, at its last values', async () => {
    const result = await readFolder(fixtureFolder('runs/lightning'));
    expect(rowsOf(result)).toMatchObject([
      {
        Run: 'version_0',
        test_acc: '0.83',
        val_acc: '0.84',
        val_loss: '0.5',
        train_loss_epoch: '0.55',
        lr: '0.001',
        hidden: '64',
      },
      {
        Run: 'version_1',
        test_acc: '0.88',
        val_acc: '0.9',
        val_loss: '0.4',
        train_loss_epoch: '0.5',
        lr: '0.01',
        hidden: '128',
      },
    ]);
    expect(usesOf(result)).toEqual({
      Run: 'name',
      train_loss_step: 'ignore',
      train_loss_epoch: 'ignore',
      val_acc: 'metric max',
      val_loss: 'metric min',
      test_acc: 'metric max',
      lr: 'attribute',
      hidden: 'attribute',
    });
    expect(messages(result)[0]).toContain('the last value that a run logged is taken');
    // The tag of a Python object in the settings is neither run nor in the way.
    expect(JSON.stringify(rowsOf(result))).not.toContain('Thing');
  });
  it('takes the values at the best epoch when asked, and what was measured once at the end as it is', async () => {
    const result = await readFolder(
      {
        'a/metrics.csv': 'epoch,step,val_loss,val_acc,test_acc\n0,1,0.4,0.8,\n1,2,0.9,0.9,\n2,3,,,0.7\n',
        'b/metrics.csv': 'epoch,step,val_loss,val_acc,test_acc\n0,1,0.6,0.7,\n1,2,0.5,0.6,\n2,3,,,0.8\n',
      },
      { point: 'val_loss' },
    );
    expect(rowsOf(result)).toMatchObject([
      { Run: 'a', val_loss: '0.4', val_acc: '0.8', test_acc: '0.7', 'best epoch': '0' },
      { Run: 'b', val_loss: '0.5', val_acc: '0.6', test_acc: '0.8', 'best epoch': '1' },
    ]);
  });
});

describe('Ultralytics', () => {
  it('gives a candidate per run at its best epoch, with the time of all of them', async () => {
    const result = await readFolder(fixtureFolder('runs/yolo'));
    expect(rowsOf(result)).toMatchObject([
      { Run: 'train_n', 'metrics/mAP50-95(B)': '0.37', 'metrics/mAP50(B)': '0.6', time: '36.2', model: 'toy-n.pt' },
      { Run: 'train_s', 'metrics/mAP50-95(B)': '0.44', 'metrics/mAP50(B)': '0.66', time: '91.8', model: 'toy-s.pt' },
    ]);
    expect(usesOf(result)).toMatchObject({
      'metrics/mAP50-95(B)': 'metric max',
      'val/box_loss': 'metric min',
      'train/box_loss': 'ignore',
      time: 'metric min',
      'lr/pg0': 'attribute',
    });
    expect(JSON.stringify(result.preview)).not.toContain('/home/');
  });
});

describe('Ray Tune', () => {
  it('takes the last report of each trial', async () => {
    const result = await readFolder(fixtureFolder('runs/ray'));
    expect(rowsOf(result)).toEqual([
      { Run: 'train_a_00000', mean_accuracy: '0.9', loss: '0.3', time_total_s: '6.1', lr: '0.01' },
      { Run: 'train_a_00001', mean_accuracy: '0.91', loss: '0.3', time_total_s: '6.1', lr: '0.01' },
    ]);
    expect(usesOf(result)).toMatchObject({
      mean_accuracy: 'metric max',
      loss: 'metric min',
      time_total_s: 'metric min',
    });
  });
  it('says that trials stopped at different iterations, and that one still writes', async () => {
    const report = (n: number) =>
      `{"acc": 0.${n}, "training_iteration": ${n}, "trial_id": "t", "node_ip": "10.0.0.1"}\n`;
    const result = await readFolder({
      'x/t1/result.json': report(1) + report(2),
      'x/t2/result.json': `${report(1)}{"acc": 0.`,
    });
    expect(rowsOf(result)).toEqual([
      { Run: 't1', acc: '0.2' },
      { Run: 't2', acc: '0.1' },
    ]);
    expect(messages(result).join(' ')).toMatch(/half written.*different numbers of iterations/);
  });
});

describe('TensorBoard', () => {
  it('gives a candidate per folder, its settings from below, without the name of the host', async () => {
    const result = await readFolder(fixtureFolder('runs/tensorboard'));
    expect(rowsOf(result)).toMatchObject([
      { Run: 'run_a', 'val/loss': '0.6', 'val/acc': '0.85', lr: '0.01', opt: 'adam' },
      { Run: 'run_b', 'val/loss': '0.5', 'val/acc': '0.75', lr: '0.1', opt: 'adam' },
    ]);
    expect(usesOf(result)).toMatchObject({ 'val/loss': 'metric min', 'val/acc': 'metric max', 'hp/acc': 'ignore' });
    expect(JSON.stringify(result.preview)).not.toContain('host-1');
    const best = await readFolder(fixtureFolder('runs/tensorboard'), { point: 'val/loss' });
    expect(rowsOf(best)[0]).toMatchObject({ 'val/loss': '0.4', 'best step': '1' });
  });
  it('stops quietly where a file was cut off, at any byte', async () => {
    const path = 'runs/tensorboard/run_a/events.out.tfevents.1767225600.host-1';
    const whole = fixture(path);
    for (let length = 60; length < whole.length; length += 7) {
      const result = await readFolder({ 'a/events.out.tfevents.1.x': whole.slice(0, length) });
      expect(result.preview.format).toBe('TensorBoard event files');
      expect(rowsOf(result)).toHaveLength(1);
    }
  });
});

describe('Keras', () => {
  it('reads a history as one candidate at its best epoch', async () => {
    const result = await read(fixture('runs/keras-history.csv'), { fileName: 'small.csv' });
    expect(rowsOf(result)).toEqual([
      {
        Run: 'small',
        accuracy: '0.85',
        loss: '0.45',
        val_accuracy: '0.8',
        val_loss: '0.6',
        learning_rate: '0.001',
        'best epoch': '1',
      },
    ]);
    expect(usesOf(result)).toMatchObject({
      val_accuracy: 'metric max',
      val_loss: 'metric min',
      accuracy: 'ignore',
      loss: 'ignore',
      learning_rate: 'attribute',
    });
    expect(messages(result).join(' ')).toMatch(/lowest val_loss.*one run with 3 epochs/);
    const last = await read(fixture('runs/keras-history.csv'), { choices: { point: 'last' } });
    expect(rowsOf(last)[0]).toMatchObject({ val_loss: '0.66', val_accuracy: '0.79', learning_rate: '0.0005' });
    const object = await read('{"loss": [0.8, 0.45], "val_loss": [0.82, 0.6]}', { fileName: 'history.json' });
    expect(rowsOf(object)).toEqual([{ Run: 'history', loss: '0.45', val_loss: '0.6', 'best epoch': '1' }]);
  });
  it('Tuner: completed trials at their best step, the direction of the objective as stated', async () => {
    const trial = (id: string, status: string, accuracy: number[], wer: number) =>
      JSON.stringify({
        trial_id: id,
        hyperparameters: { space: [], values: { units: 32, 'tuner/epochs': 3 } },
        metrics: {
          metrics: {
            val_accuracy: {
              direction: 'max',
              observations: [
                { value: accuracy, step: 3 },
                { value: [0], step: 4 },
              ],
            },
            foo: { direction: 'min', observations: [{ value: [wer], step: 3 }] },
          },
        },
        score: accuracy.reduce((sum, one) => sum + one, 0) / accuracy.length,
        best_step: 3,
        status,
      });
    const result = await readFolder({
      'p/trial_0/trial.json': trial('0', 'COMPLETED', [0.9, 0.92], 5),
      'p/trial_1/trial.json': trial('1', 'COMPLETED', [0.8, 0.82], 4),
      'p/trial_2/trial.json': trial('2', 'FAILED', [0], 4),
    });
    expect(rowsOf(result)).toMatchObject([
      { Trial: 'trial 0', val_accuracy: '0.91', foo: '5', units: '32' },
      { Trial: 'trial 1', val_accuracy: '0.81', foo: '4', units: '32' },
    ]);
    const foo = result.preview.columns.find(({ header }) => header === 'foo')!;
    // What Keras Tuner writes of a metric it does not know is no statement: it is asked.
    expect([foo.stated, foo.directed]).toEqual([undefined, false]);
    expect(usesOf(result)).toMatchObject({
      val_accuracy: 'metric max',
      'val_accuracy standard error': 'error of val_accuracy',
    });
    expect(messages(result)[0]).toBe('1 trial is left out: not completed.');
  });
});

describe('the Hugging Face Trainer', () => {
  const state = (extra: object) =>
    JSON.stringify({
      global_step: 4,
      log_history: [
        { step: 2, loss: 0.9 },
        { step: 2, eval_wer: 32 },
        { step: 4, eval_wer: 40.1 },
      ],
      ...extra,
    });
  it('takes the best evaluation where one was kept, and learns the direction from it', async () => {
    const result = await read(state({ best_metric: 32 }), { fileName: 'trainer_state.json' });
    expect(rowsOf(result)).toEqual([
      { Run: 'trainer_state', eval_wer: '32', evaluation: 'the best evaluation, at step 2' },
    ]);
    expect(usesOf(result)).toMatchObject({ eval_wer: 'metric min' });
    const last = await read(state({}), { fileName: 'trainer_state.json' });
    expect(rowsOf(last)[0]).toMatchObject({ eval_wer: '40.1', evaluation: 'the last evaluation, at step 4' });
  });
  it('counts the checkpoints of a run once', async () => {
    const result = await readFolder({
      'a/checkpoint-2/trainer_state.json': state({ global_step: 2 }),
      'a/checkpoint-4/trainer_state.json': state({}),
      'b/all_results.json': '{"eval_wer": 30, "train_loss": 0.5, "epoch": 2}',
      'b/trainer_state.json': state({}),
    });
    expect(rowsOf(result)).toMatchObject([
      { Run: 'a', eval_wer: '40.1' },
      { Run: 'b', eval_wer: '30' },
    ]);
    expect(usesOf(result)).toMatchObject({ train_loss: 'ignore' });
  });
});

describe('Weights & Biases run folders', () => {
  it('give metrics and settings, and nothing of machine or person', async () => {
    const files = fixtureFolder('runs/wandb');
    const copy = Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [path.replace('run-20260101_000000-aaaaaaaa', 'latest-run'), bytes]),
    );
    const result = await readFolder({ ...files, ...copy });
    expect(rowsOf(result)).toEqual([
      { Run: 'aaaaaaaa', val_acc: '0.91', 'run time': '120', lr: '0.001' },
      { Run: 'bbbbbbbb', val_acc: '0.88', 'run time': '60', lr: '0.01' },
    ]);
    expect(usesOf(result)).toEqual({ Run: 'name', val_acc: 'metric max', 'run time': 'metric min', lr: 'attribute' });
    expect(JSON.stringify(result.preview)).not.toMatch(/someone|box|\/home/);
  });
  it('take the goal that the run states, and no pictures', async () => {
    const run = 'wandb/run-20260101_000000-ab12cd34/files';
    const result = await readFolder({
      [`${run}/wandb-summary.json`]:
        '{"odd": 0.5, "loss": {"min": 0.2, "last": 0.3}, "cm": {"_type": "table-file", "size": 99}, "_step": 9}',
      [`${run}/config.yaml`]:
        'a: {value: 1}\n_wandb: {value: {m: [{"1": odd, "8": 1}, {"1": loss, "7": [1, 5], "8": 1}], e: {x: {email: me@example.org}}}}\n',
    });
    expect(usesOf(result)).toMatchObject({
      odd: 'metric min',
      'loss.min': 'metric min',
      'loss.last': 'metric min',
      a: 'attribute',
    });
    expect(JSON.stringify(result.preview)).not.toMatch(/example|cm\b|size/);
  });
});

describe('several rows per model', () => {
  it('of seeds are their mean with its standard error', async () => {
    const text =
      'model,seed,accuracy,loss\nA,1,0.90,0.3\nA,2,0.80,0.4\nA,3,0.85,0.35\nB,1,0.86,0.33\nB,2,0.87,0.32\nB,3,0.88,0.31\n';
    const rows = rowsOf(await read(text));
    expect(rows.map(({ model }) => model)).toEqual(['A', 'B']);
    expect(rows.map(({ accuracy }) => Number(accuracy))).toEqual([0.85, 0.87]);
    // 0.05 / √3 and 0.01 / √3.
    expect(Number(rows[0]!['accuracy standard error'])).toBeCloseTo(0.0288675, 7);
    expect(Number(rows[1]!['accuracy standard error'])).toBeCloseTo(0.0057735, 7);
  });
  it('of data sets have a metric for each', async () => {
    const text = 'dataset,model,accuracy\nmnist,A,0.99\nmnist,B,0.98\nimagenet,A,0.76\nimagenet,B,0.80\n';
    expect(rowsOf(await read(text))).toEqual([
      { model: 'A', 'mnist accuracy': '0.99', 'imagenet accuracy': '0.76' },
      { model: 'B', 'mnist accuracy': '0.98', 'imagenet accuracy': '0.8' },
    ]);
  });
  it('of epochs are the last, or the best when asked', async () => {
    const text = 'model,epoch,val_loss,size\nA,1,0.9,5\nA,2,0.5,5\nA,3,0.7,5\nB,1,0.8,7\nB,2,0.6,7\n';
    expect(rowsOf(await read(text))).toMatchObject([
      { Run: 'A', val_loss: '0.7' },
      { Run: 'B', val_loss: '0.6' },
    ]);
    expect(rowsOf(await read(text, { choices: { point: 'val_loss' } }))).toMatchObject([
      { val_loss: '0.5' },
      { val_loss: '0.6' },
    ]);
  });
  it('stay as they are where the person says so, or where nothing repeats', async () => {
    const text = 'model,seed,accuracy\nA,1,0.9\nA,2,0.8\nB,1,0.7\n';
    expect((await read(text, { choices: { as: 'table' } })).preview.rows).toBe(3);
    expect((await read('model,seed,accuracy\nA,1,0.9\nB,2,0.8\n')).preview.format).toBe('Table');
  });
});
