// Names become short where they do not differ, and never alike.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOutSentence, shortNames } from './shortNames.ts';

/** Names as leaderboards have them. */
const vision = [
  'vit_large_patch14_clip_336.openai_ft_in12k_in1k',
  'vit_large_patch14_clip_224.openai_ft_in12k_in1k',
  'vit_large_patch14_clip_336.laion2b_ft_in12k_in1k',
  'convnextv2_huge.fcmae_ft_in22k_in1k_512',
  'convnextv2_huge.fcmae_ft_in22k_in1k_384',
  'resnet50.a1_in1k',
];

describe('shortNames', () => {
  it('leaves names alone that fit', () => {
    expect(shortNames(['Two-stage', 'Ensemble'], 24)).toEqual({ begin: '', end: '', short: ['Two-stage', 'Ensemble'] });
  });

  it('keeps the parts that tell names apart, and short names as they are', () => {
    const { short } = shortNames(vision, 26);
    expect(short.map((name) => name.length).filter((length) => length > 26)).toEqual([]);
    expect(short[0]).toMatch(/^vit.*336.*openai/);
    expect(short[1]).toMatch(/^vit.*224.*openai/);
    expect(short[2]).toMatch(/^vit.*336.*laion2b/);
    expect(short[3]).toContain('512');
    expect(short[4]).toContain('384');
    expect(short[5]).toBe('resnet50.a1_in1k');
  });

  it('leaves out what all begin and end with, which is said once', () => {
    const names = [284, 123, 240].map(
      (seed, v) => `vit_large_patch14_dinov2.lvd142m_reg4_finetuned_v0${v}_seed${seed}_fp16_tensorrt`,
    );
    const found = shortNames(names, 24);
    expect(found.short).toEqual(['v00_seed284', 'v01_seed123', 'v02_seed240']);
    expect(leftOutSentence(found)).toBe(
      'Every name begins “vit_large_patch14_dinov2.lvd142m_reg4_finetuned_” and ends “_fp16_tensorrt”; shown is what differs.',
    );
  });

  it('tells 40 long names apart within the limit', () => {
    const names = Array.from({ length: 40 }, (_, n) => {
      const [depth, size, data] = [['tiny', 'small', 'base', 'large'][n % 4], [224, 384][(n >> 2) % 2], n >> 3];
      return `swinv2_cr_${depth}_window12_${size}.pretrained_on_internal_data_release_${data}_finetuned`;
    });
    const { short } = shortNames(names, 28);
    expect(new Set(short).size).toBe(40);
    expect(Math.max(...short.map(({ length }) => length))).toBeLessThanOrEqual(28);
  });

  it('shows of two names that are almost the same where they differ', () => {
    const alike = (size: number, data = 'laion2b') => `convnext_large_mlp.clip_${data}_soup_ft_in12k_in1k_${size}`;
    const { short } = shortNames([alike(320), alike(384), alike(320, 'augreg'), 'beit_large_patch16_512.in22k'], 26);
    expect(short[0]).toMatch(/laion2b.*320$/);
    expect(short[1]).toMatch(/384$/);
    expect(short[2]).toMatch(/augreg/);
  });

  it('counts a piece that comes again', () => {
    const names = ['eva02_large_448.mim_in22k_ft_in22k_in1k', 'eva02_large_448.mim_in22k_ft_in1k', 'beit_base'];
    const { short } = shortNames(names, 24);
    expect(Math.max(...short.map(({ length }) => length))).toBeLessThanOrEqual(24);
    expect(new Set(short).size).toBe(3);
  });

  it('writes names in full that no piece tells apart', () => {
    const names = ['alpha_beta_alpha_beta_beta', 'alpha_alpha_beta_beta_beta', 'alpha_beta_beta_alpha_beta'];
    expect(new Set(shortNames(names, 12).short).size).toBe(3);
  });

  const word = fc.constantFrom('vit', 'large', 'patch14', '224', '384', 'in1k', 'in22k', 'a', 'verylongwordwithoutend');
  const name = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join('_'));
  it('never makes two names alike, never makes one longer, and writes nothing that is not in the name', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 6, max: 40 }),
        (names, limit) => {
          const { begin, end, short } = shortNames(names, limit);
          expect(new Set(short).size).toBe(names.length);
          names.forEach((full, n) => {
            expect(full.startsWith(begin) && full.endsWith(end)).toBe(true);
            expect(short[n]!.length).toBeLessThanOrEqual(full.length);
            let rest = full.slice(begin.length);
            for (const part of short[n]!.split('…')) {
              expect(rest).toContain(part);
              rest = rest.slice(rest.indexOf(part) + part.length);
            }
          });
        },
      ),
    );
  });
  it('does not trip over names that are the same', () => {
    expect(shortNames(['one_long_name_twice', 'one_long_name_twice'], 8).short).toHaveLength(2);
  });
});
