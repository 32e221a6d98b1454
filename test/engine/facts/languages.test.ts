import { describe, expect, it } from 'vitest'
import { valuesOf } from './fixture.ts'

describe('text.languages', () => {
  it.each([
    ['en', 'Hello, we have a position for you and would like to talk about it this week.'],
    ['de', 'Guten Tag, wir haben eine Stelle für Sie und würden uns gerne mit Ihnen unterhalten.'],
    [
      'fr',
      'Bonjour, nous avons un poste pour vous et nous aimerions vous en parler dans la semaine.',
    ],
    ['es', 'Hola, tenemos un puesto para usted y nos gustaría hablar con usted por la tarde.'],
    [
      'it',
      'Buongiorno, abbiamo una posizione per lei che le potrebbe interessare, con un buon stipendio.',
    ],
    ['pt', 'Olá, temos uma vaga para você e gostaríamos de falar com você em breve, não é spam.'],
    [
      'nl',
      'Hallo, wij hebben een vacature voor je en we willen graag met je praten over het werk.',
    ],
    ['pl', 'Dzień dobry, mamy dla Pana ofertę i chcielibyśmy się spotkać, jeśli to jest możliwe.'],
    ['uk', 'Добрий день, ми маємо для вас вакансію і хотіли б поговорити з вами цього тижня.'],
    ['ru', 'Добрый день, у нас есть для вас вакансия, мы хотели бы поговорить с вами.'],
    ['tr', 'Merhaba, sizin için bir iş ilanımız var ve bu hafta sizinle görüşmek isteriz.'],
    ['ar', 'مرحبا، لدينا وظيفة لك ونود التحدث معك هذا الأسبوع.'],
    ['he', 'שלום, יש לנו משרה עבורך ונשמח לדבר איתך השבוע.'],
    ['hi', 'नमस्ते, हमारे पास आपके लिए एक नौकरी है।'],
    ['ko', '안녕하세요, 좋은 일자리가 있어 연락드립니다.'],
    ['ja', 'はじめまして。求人のご案内でご連絡しました。'],
    ['zh', '您好，我们有一个职位想和您谈谈。'],
  ])('%s', (language, text) => {
    expect(valuesOf({ text }, 'text.languages')).toEqual([language])
  })

  it('names both languages of a text in two', () => {
    const text =
      'Hello, we have a position for you and would like to talk. Guten Tag, wir haben eine Stelle für Sie und wir freuen uns auf Sie.'
    expect(valuesOf({ text }, 'text.languages')).toEqual(['de', 'en'])
  })

  it('says nothing where there is nothing to see', () => {
    expect(valuesOf({ text: 'OK 123' }, 'text.languages')).toEqual([])
  })
})
