import { createApp } from 'vue'
import { newBoard } from '../new-board.js'
import App from './App.vue'

const { src } = await newBoard()
createApp(App, { src }).mount('#app')
