// Lint rules of this project's own: reasons for suppressions, full names in imports, a purpose on top of each file,
// and no static style attributes (the content security policy reports them).

const suppression = /^\s*(eslint-disable|svelte-ignore|@ts-expect-error)/;
const knownExtension = /\.(ts|js|mjs|cjs|svelte|css|json|svg|png|woff2|wasm)(\?[\w&]+)?$/;

const reasonForSuppression = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Say why in the same line, after "--" or in brackets.' },
  },
  create(context) {
    return {
      'Program:exit'() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (suppression.test(comment.value) && !/ (--|\() ?\S|: \S|^\s*@ts-expect-error \S/.test(comment.value))
            context.report({ loc: comment.loc, messageId: 'missing' });
        }
      },
    };
  },
};

const importsNameTheirFile = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'Write the file name with its extension (.ts, .svelte): Node runs these files as they are.' },
  },
  create(context) {
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source === 'string' && source.startsWith('.') && !knownExtension.test(source))
        context.report({ node: node.source, messageId: 'missing' });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

const twoLinePurpose = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Begin the file with one or two comment lines on what it owns.' },
  },
  create(context) {
    return {
      'Program:exit'(node) {
        const text = context.sourceCode.text.trimStart();
        if (!/^(#!.*\n\s*)?(\/\/|\/\*|<!--|<script[^>]*>\s*(\/\/|\/\*))/.test(text))
          context.report({ loc: { line: 1, column: 0 }, node, messageId: 'missing' });
      },
    };
  },
};

const noStaticStyle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { found: 'A static style attribute is reported by the content security policy. Use a class.' },
  },
  create(context) {
    return {
      SvelteAttribute(node) {
        if (node.key.name === 'style' && node.value.every((part) => part.type === 'SvelteLiteral'))
          context.report({ node, messageId: 'found' });
      },
    };
  },
};

export const local = {
  rules: {
    'reason-for-suppression': reasonForSuppression,
    'imports-name-their-file': importsNameTheirFile,
    'two-line-purpose': twoLinePurpose,
    'no-static-style': noStaticStyle,
  },
};
