// Names in other languages: each word stands for words of English, so that one grammar reads them all. German compounds are cut
// at the words they are made of; Chinese, Japanese and Korean, which set no blanks, at the longest words that are known.
import { folded } from './tokens.ts';

const dictionary = `
  genauigkeit: accuracy | treffer: hit | quote: rate | prazision: precision | spezifitat: specificity | sensitivitat: sensitivity | trennscharfe: roc auc | gute: quality | qualitat: quality
  fehler: error | fehl: error | verlust: loss | verluste: loss | abweichung: error | latenz: latency | zeit: time | zeiten: time | dauer: duration | lauf: run | antwort: response | training: train | trainings: train | warte: wait
  durchsatz: throughput | kosten: cost | preis: price | preise: price | gebuhr: fee | gebuhren: fee | aufwand: effort | speicher: memory | arbeitsspeicher: ram | bedarf: usage | verbrauch: consumption | energie: energy | strom: electricity | leistung: performance
  umsatz: revenue | gewinn: profit | ertrag: income | erlos: revenue | marge: margin | einsparung: savings | einsparungen: savings | ersparnis: savings | reduktion: reduction | senkung: reduction | ruckgang: decline | verbesserung: improvement | steigerung: increase | anstieg: increase
  abwanderung: churn | kundigung: churn | kundigungs: churn | absprung: bounce | klick: click | konversion: conversion | konversions: conversion | zufriedenheit: satisfaction | kundenzufriedenheit: satisfaction | beschwerden: complaints | ausfall: failure | ausfalle: failures | ausfallzeit: downtime | verfugbarkeit: availability | auslastung: utilization
  stapel: batch | grosse: size | lern: learning | rate: rate | anzahl: number | zahl: number | epoche: epochs | epochen: epochs | schritte: steps | parameter: params | modell: model | datensatz: dataset | datum: date | merkmale: features | stichprobe: sample | stichproben: sample | schwelle: threshold | schwellenwert: threshold | tiefe: depth
  mittlere: mean | mittlerer: mean | mittleres: mean | mittel: mean | durchschnittliche: mean | durchschnittlicher: mean | durchschnitt: mean | absolute: absolute | absoluter: absolute | quadratische: squared | quadratischer: squared | falsch: false | falsche: false | alarm: alarm | alarme: alarms | pro: per | von: of | anfragen: requests | anfrage: request | erfolg: success | erfolgs: success | gerechtigkeit: fairness | verzerrung: bias | streuung: std | standardabweichung: std | rang: rank | ergebnis: result | wert: value | kunden: customers | nutzer: users | losung: solution | losungs: solved | abdeckung: coverage | ahnlichkeit: similarity | vertrauen: confidence | emissionen: emissions | klirr: distortion
  exactitude: accuracy | justesse: accuracy | rappel: recall | specificite: specificity | sensibilite: sensitivity | perte: loss | pertes: loss | erreur: error | erreurs: errors | latence: latency | temps: time | duree: duration | debit: throughput | cout: cost | couts: cost | prix: price | memoire: memory | energie consommee: energy | consommation: consumption | taille: size | modele: model | modeles: model | jeu: dataset | donnees: data
  taux: rate | revenu: revenue | revenus: revenue | benefice: profit | marge brute: margin | economie: savings | economies: savings | reduction: reduction | baisse: decrease | hausse: increase | gain: gain | amelioration: improvement | attrition: churn | desabonnement: churn | clics: clicks | clic: click | satisfaction: satisfaction | disponibilite: availability | fiabilite: reliability | nombre: number | epoque: epochs | epoques: epochs | etapes: steps | parametres: params | apprentissage: learning | entrainement: train | lot: batch | moyenne: mean | moyen: mean | absolue: absolute | quadratique: squared | requete: request | requetes: requests | reussite: success | echec: failure | echecs: failures | faux: false | positifs: positives | negatifs: negatives | ecart: gap | equite: fairness | biais: bias | qualite: quality | ecart type: std | reponse: response | profondeur: depth | graine: seed | vitesse: speed | perplexite: perplexity | chiffre: revenue
  exactitud: accuracy | precision: precision | exhaustividad: recall | sensibilidad: sensitivity | especificidad: specificity | perdida: loss | perdidas: losses | error: error | errores: errors | latencia: latency | tiempo: time | duracion: duration | rendimiento: throughput | costo: cost | coste: cost | costos: cost | costes: cost | precio: price | memoria: memory | consumo: consumption | energia: energy | tamano: size | modelo: model | modelos: model | conjunto: dataset | datos: data | tasa: rate | ingresos: revenue | ingreso: revenue | ganancia: profit | ganancias: profit | beneficio: profit | ahorro: savings | ahorros: savings | reduccion: reduction | aumento: increase | mejora: improvement | abandono: churn | conversion: conversion | clics por: click | satisfaccion: satisfaction | disponibilidad: availability | numero: number | epocas: epochs | pasos: steps | parametros: params | aprendizaje: learning | lote: batch | media: mean | medio: mean | promedio: mean | absoluto: absolute | cuadratico: squared | solicitudes: requests | peticiones: requests | exito: success | aciertos: hit | acierto: hit | fallos: failures | fallo: failure | falsos: false | positivos: positives | negativos: negatives | brecha: gap | sesgo: bias | calidad: quality | desviacion: std | profundidad: depth | semilla: seed | velocidad: speed | respuesta: response | perplejidad: perplexity
  acuracia: accuracy | precisao: precision | revocacao: recall | sensibilidade: sensitivity | especificidade: specificity | perda: loss | erro: error | erros: errors | tempo: time | duracao: duration | vazao: throughput | custo: cost | custos: cost | preco: price | tamanho: size | taxa: rate | receita: revenue | lucro: profit | economia: savings | reducao: reduction | melhoria: improvement | evasao: churn | conversao: conversion | satisfacao: satisfaction | disponibilidade: availability | aprendizado: learning | treinamento: train | treino: train | parametros treinaveis: params | qualidade: quality | sucesso: success | falhas: failures
  accuratezza: accuracy | precisione: precision | richiamo: recall | perdita: loss | errore: error | errori: errors | latenza: latency | durata: duration | costo totale: cost | prezzo: price | dimensione: size | modello: model | tasso: rate | ricavi: revenue | ricavo: revenue | profitto: profit | risparmio: savings | riduzione: reduction | miglioramento: improvement | conversione: conversion | soddisfazione: satisfaction | disponibilita: availability | apprendimento: learning | addestramento: train | qualita: quality | numero: number | successo: success | abbandono: churn | medio assoluto: mean absolute
  nauwkeurigheid: accuracy | precisie: precision | fout: error | fouten: errors | verlies: loss | vertraging: latency | tijd: time | doorvoer: throughput | prijs: price | geheugen: memory | verbruik: consumption | omzet: revenue | winst: profit | besparing: savings | aantal: number | snelheid: speed
  dogruluk: accuracy | kesinlik: precision | duyarlilik: recall | hassasiyet: sensitivity | ozgulluk: specificity | kayip: loss | hata: error | gecikme: latency | sure: time | suresi: time | zaman: time | zamani: time | maliyet: cost | maliyeti: cost | fiyat: price | bellek: memory | kullanimi: usage | tuketimi: consumption | boyutu: size | boyut: size | oran: rate | orani: rate | basari: success | ogrenme: learning | egitim: train | cikarim: inference | gelir: revenue | kar: profit | tasarruf: savings | tasarrufu: savings | skoru: score | skor: score | puani: score | ortalama: mean | mutlak: absolute | kare: squared | veri: data | seti: dataset | donusum: conversion | verim: throughput | hizi: speed | hiz: speed | parametre: params | sayisi: number | enerji: energy | tarih: date | memnuniyeti: satisfaction
  dokladnosc: accuracy | precyzja: precision | czulosc: recall | strata: loss | blad: error | opoznienie: latency | czas: time | koszt: cost | cena: price | pamiec: memory | przychod: revenue | zysk: profit | oszczednosci: savings
  точность: accuracy | полнота: recall | чувствительность: sensitivity | специфичность: specificity | потери: loss | потеря: loss | ошибка: error | ошибки: errors | ошибок: errors | задержка: latency | время: time | длительность: duration | пропускная способность: throughput | производительность: performance | стоимость: cost | затраты: cost | расходы: cost | цена: price | память: memory | памяти: memory | потребление: consumption | энергии: energy | энергопотребление: energy | размер: size | модель: model | модели: model | датасет: dataset | выручка: revenue | прибыль: profit | доход: income | экономия: savings | снижение: reduction | рост: increase | улучшение: improvement | отток: churn | оттока: churn | конверсия: conversion | клики: clicks | кликабельность: ctr | удовлетворенность: satisfaction | доступность: availability | доля: rate | коэффициент: rate | число: number | количество: number | эпох: epochs | эпохи: epochs | эпоха: epochs | шагов: steps | параметров: params | параметры: params | скорость: speed | скорость обучения: learning rate | обучения: train | обучение: train | вывода: inference | инференса: inference | отклика: response | ответа: response | средняя: mean | среднее: mean | средний: mean | средняя квадратичная: mean | медиана: median | абсолютная: absolute | квадратичная: squared | среднеквадратичная: mean squared | дата: date | запросов: requests | ложных: false | ложные: false | срабатываний: alarms | положительных: positives | отрицательных: negatives | успешность: success | успеха: success | качество: quality | разрыв: gap | смещение: bias | отклонение: std | размер батча: batch size | батча: batch | батч: batch | глубина: depth | перплексия: perplexity | мера: measure
  准确率: accuracy | 精确率: precision | 精确度: precision | 精度: accuracy | 精准率: precision | 查准率: precision | 召回率: recall | 查全率: recall | 召回: recall | 准确度: accuracy | 正确率: accuracy | 灵敏度: sensitivity | 敏感度: sensitivity | 特异度: specificity | 特异性: specificity | 损失: loss | 损失值: loss | 误差: error | 均方误差: mean squared error | 均方根误差: root mean squared error | 平均绝对误差: mean absolute error | 绝对误差: absolute error | 错误率: error rate | 误报率: false alarm rate | 漏报率: miss rate | 误检率: false alarm rate | 漏检率: miss rate | 虚警率: false alarm rate | 延迟: latency | 时延: latency | 耗时: time | 时间: time | 推理: inference | 训练: train | 响应: response | 吞吐量: throughput | 吞吐: throughput | 成本: cost | 费用: cost | 价格: price | 单价: price | 内存: memory | 显存: vram | 占用: usage | 能耗: energy | 功耗: power | 碳排放: emissions | 参数量: params | 参数: params | 参数数量: params | 计算量: flops | 模型大小: model size | 模型: model | 大小: size | 点击率: ctr | 转化率: conversion rate | 流失率: churn rate | 留存率: retention rate | 收入: revenue | 营收: revenue | 利润: profit | 销售额: sales | 节省: savings | 节约: savings | 降低: reduction | 下降: decrease | 提升: improvement | 增长: growth | 满意度: satisfaction | 可用性: availability | 成功率: success rate | 失败率: failure rate | 通过率: pass rate | 命中率: hit rate | 胜率: win rate | 学习率: learning rate | 批大小: batch size | 批次大小: batch size | 批量大小: batch size | 轮数: epochs | 训练轮数: epochs | 迭代次数: iterations | 步数: steps | 层数: layers | 隐藏层: hidden layers | 种子: seed | 随机种子: seed | 平均: mean | 均值: mean | 中位数: median | 最大: max | 最小: min | 标准差: std | 方差: std | 值: value | 数: number | 数量: number | 率: rate | 分数: score | 得分: score | 评分: score | 数据集: dataset | 日期: date | 名称: name | 方法: method | 困惑度: perplexity | 相似度: similarity | 覆盖率: coverage | 多样性: diversity | 公平性: fairness | 偏差: bias | 质量: quality | 速度: speed | 置信度: confidence | 排名: rank | 相关系数: correlation | 决定系数: r2
  正解率: accuracy | 適合率: precision | 再現率: recall | 特異度: specificity | 感度: sensitivity | 誤差: error | 平均二乗誤差: mean squared error | 平均絶対誤差: mean absolute error | 損失: loss | 誤り率: error rate | 遅延: latency | レイテンシ: latency | レイテンシー: latency | スループット: throughput | 時間: time | 推論: inference | 学習: train | 処理: processing | 応答: response | コスト: cost | 費用: cost | 料金: price | 価格: price | メモリ: memory | 使用量: usage | 消費電力: power | パラメータ数: params | パラメータ: params | サイズ: size | モデル: model | モデル名: model name | データセット: dataset | クリック: click | コンバージョン: conversion | 売上: revenue | 利益: profit | 削減: reduction | 節約: savings | 改善: improvement | 満足度: satisfaction | 学習率: learning rate | バッチサイズ: batch size | エポック数: epochs | エポック: epochs | スコア: score | 平均: mean | 中央値: median | 標準偏差: std | 解約率: churn rate | 離脱率: churn rate | 日付: date | 稼働率: uptime | 類似度: similarity | 数: number | 速度: speed
  정확도: accuracy | 정밀도: precision | 재현율: recall | 특이도: specificity | 민감도: sensitivity | 손실: loss | 오차: error | 오류율: error rate | 오류: error | 지연: latency | 지연시간: latency | 처리량: throughput | 시간: time | 비용: cost | 가격: price | 메모리: memory | 매출: revenue | 이익: profit | 절감: savings | 학습률: learning rate | 배치크기: batch size | 배치: batch | 크기: size | 에포크: epochs | 모델: model | 데이터셋: dataset | 평균: mean | 전환율: conversion rate | 클릭률: ctr | 이탈률: churn rate | 만족도: satisfaction | 파라미터: params | 추론: inference | 점수: score | 날짜: date
`;

const english = new Map<string, string[]>();
for (const entry of dictionary.split(/[|\n]/)) {
  const at = entry.indexOf(':');
  if (at < 0) continue;
  english.set(
    folded(entry.slice(0, at).trim()),
    entry
      .slice(at + 1)
      .trim()
      .split(' '),
  );
}

const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー\p{M}]+$/u;
const longestUnspaced = 12;

/** A word of another language in English; null where it is not known. O(length²) for words without blanks. */
export function inEnglish(word: string): string[] | null {
  const known = english.get(word);
  if (known) return known;
  if (unspaced.test(word)) return cutUnspaced(word);
  return compound(word);
}

/** The longest known words from left to right; what is not known is left as it is. */
function cutUnspaced(word: string): string[] | null {
  const found: string[] = [];
  let any = false;
  let rest = '';
  for (let at = 0; at < word.length;) {
    let step = 0;
    for (let length = Math.min(longestUnspaced, word.length - at); length > 0 && step === 0; length -= 1) {
      const known = english.get(word.slice(at, at + length));
      if (!known) continue;
      if (rest !== '') found.push(rest);
      rest = '';
      found.push(...known);
      step = length;
      any = true;
    }
    if (step === 0) rest += word[at];
    at += Math.max(step, 1);
  }
  if (rest !== '') found.push(rest);
  return any ? found : null;
}

/** "Abwanderungsrate" → churn, rate: known parts with at most a linking s or n between them; the last must be known. */
function compound(word: string): string[] | null {
  if (word.length < 8) return null;
  for (let at = 4; at <= word.length - 4; at += 1) {
    const last = english.get(word.slice(at));
    if (!last) continue;
    const first = word.slice(0, at);
    const known = english.get(first) ?? english.get(first.replace(/(?:s|n|en|er)$/, '')) ?? compound(first);
    if (known) return [...known, ...last];
    // Only German has heads this long and unambiguous; anything may come before them.
    if (germanHeads.has(word.slice(at))) return [first, ...last];
  }
  return null;
}

const germanHeads = new Set(
  'genauigkeit fehler verlust latenz dauer durchsatz kosten preis bedarf verbrauch umsatz gewinn einsparung grosse quote anzahl auslastung verfugbarkeit'.split(
    ' ',
  ),
);

/** What the name column is called in other languages. */
export const nameWordsElsewhere = [
  'modell',
  'modele',
  'modelo',
  'modello',
  'модель',
  '模型',
  '模型名称',
  'モデル',
  'モテル',
  'モデル名',
  '모델',
  'nom',
  'nombre del modelo',
  'kandidat',
  'verfahren',
  'methode',
  'metodo',
  'yontem',
  'метод',
  '方法',
].map(folded);
