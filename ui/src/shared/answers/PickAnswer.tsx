import { SettingOutlined, SnippetsOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four } from '../desk'
import { filled, type Known } from './fill'
import { type AnswerWay, offeredIn, readyAnswers } from './queries'
import { ReadyAnswers } from './ReadyAnswers'
import './answers.css'

type Props = { way: AnswerWay; known: Known; onPick: (text: string) => void }

/** Puts a ready answer, filled in, into what is being written, and leads to where they are kept. */
export function PickAnswer({ way, known, onPick }: Props) {
  const { t } = useTranslation('cases')
  const [open, setOpen] = useState(false)
  const [keeping, setKeeping] = useState(false)
  const keep = () => {
    setOpen(false)
    setKeeping(true)
  }
  const pick = (text: string) => {
    setOpen(false)
    onPick(text)
  }
  return (
    <>
      <Popover
        trigger="click"
        placement="topLeft"
        destroyOnHidden
        open={open}
        onOpenChange={setOpen}
        content={<Offered way={way} known={known} onPick={pick} onKeep={keep} />}
      >
        <Button size="small" icon={<SnippetsOutlined />}>
          {t('answers.pick')}
        </Button>
      </Popover>
      <ReadyAnswers open={keeping} onClose={() => setKeeping(false)} />
    </>
  )
}

function Offered({ way, known, onPick, onKeep }: Props & { onKeep: () => void }) {
  const { t } = useTranslation('cases')
  const answers = useQuery(readyAnswers())
  const [asked, setAsked] = useState('')
  return (
    <div className="answers-pick">
      <div className="answers-ask">
        <Input
          autoFocus
          allowClear
          value={asked}
          placeholder={t('answers.search')}
          aria-label={t('answers.search')}
          onChange={({ target }) => setAsked(target.value)}
          onPressEnter={() => {
            const first = offeredIn(way, asked, answers.data ?? [])[0]
            if (first) onPick(filled(first.text, known))
          }}
        />
        <Button type="text" icon={<SettingOutlined />} onClick={onKeep}>
          {t('answers.keep')}
        </Button>
      </div>
      <Four query={answers}>
        {(all) => {
          const offered = offeredIn(way, asked, all)
          if (offered.length === 0) return <p className="faint">{t(asked.trim() ? 'answers.noMatch' : 'answers.none')}</p>
          return (
            <ul>
              {offered.map((one) => (
                <li key={one.id}>
                  <button type="button" onClick={() => onPick(filled(one.text, known))}>
                    <strong>{one.title}</strong>
                    <span>{filled(one.text, known)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }}
      </Four>
    </div>
  )
}
